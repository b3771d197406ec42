"""One new article is analysed by a worker that loaded the models while the seeds were read."""

import subprocess
import sys
from pathlib import Path

from conftest import make_project, tree
from newsdossier.build.pipeline import build

SEED = {"a.txt": "L’appel\n\nSteve Witkoff et Iouri Ouchakov ont parlé de l’Ukraine. Witkoff a félicité Ouchakov.\n"}
FRESH_PROCESS = """
import sys
from pathlib import Path
from newsdossier import load_settings
from newsdossier.analyse.executors import Workers
from newsdossier.build.pipeline import build
from newsdossier.build.stages import AnalysisOptions

build(load_settings(Path(sys.argv[1])), analysis=AnalysisOptions(Workers("auto")))
print("spacy" in sys.modules)
"""


def test_this_process_loads_no_model_for_one_new_article(tmp_path: Path) -> None:
    """The build itself never imports spaCy, and its pages are those of a build that does everything itself."""
    elsewhere, here = make_project(tmp_path / "elsewhere", SEED), make_project(tmp_path / "here", SEED)
    command = [sys.executable, "-c", FRESH_PROCESS, str(elsewhere.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    build(here)
    assert done.stdout == "False\n"
    assert tree(elsewhere.dossiers) == tree(here.dossiers)
