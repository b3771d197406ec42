"""One article as a build looks at it: what is known of it comes from the cache."""

from newsdossier.analyse import analyse_new
from newsdossier.cache.store import Store
from newsdossier.model.article import Article
from newsdossier.model.findings import Annotations


def kept(article: Article, store: Store) -> Annotations:
    """What is noticed in it."""
    return analyse_new([article], store).found[article].make()
