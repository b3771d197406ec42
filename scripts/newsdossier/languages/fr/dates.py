"""How French writes times: rules for `time_rules.by_first_word`."""

from newsdossier.languages.time_rules import by_first_word

_CLOCKS = r"(?:UTC|GMT|HAE|HAA|HNE|EDT|EST|CEST|CET)(?:[+−–-]\d{1,2})?"
_PLACES = r"(?:heures? (?:locales?|française|de (?:Paris|Moscou|Kiev|Kyiv|Pékin|Londres|New York|Bruxelles)))"
_ZONE = rf"(?: (?:{_CLOCKS}|{_PLACES})\b| \((?:{_CLOCKS}|{_PLACES})\))?"
_HALF = r"(?: (?:du matin|de l['’]après-midi|du soir|de la nuit|a\.?m\b\.?|p\.?m\b\.?))"
_MINUTES = r"(?: (?:et )?(?P<min>[0-5]\d|demie|quart))?(?![\w/]| ?min)"
_MOD = r"(?P<mod>début|mi|milieu|fin|courant)[- ](?:de |d['’]|du )?(?:la |le |l['’])?"
_ABOUT = r"(?:environ |(?:près|plus|moins) d(?:e |['’])|à peine |(?:à )?peu près |une? bon(?:ne)? )?"
_SOON = r"(?: (?P<k>derniers?|prochains?|passés?|courant))?"

RULES = by_first_word(
    "fr",
    (
        ("date", "<w> <d>", rf"(?:<w>,? (?:le )?)?<d> (?:de |d['’])?<m>(?:,? (?:de )?<y>)?{_SOON}"),
        ("until", "<d>", r"<d>(?=(?: (?:au|et|ou) (?:le )?(?:<w> )?| ?[-–] ?)<d2> (?:de |d['’])?<m>(?: <y>)?)"),
        ("number", "<d>", r"<d>(?= au (?:matin|soir)\b|[,;] |\.?$|\. )"),
        ("dayonly", "<w>", r"<w> (?:le )?<d>\b(?! ?(?:h\b|heures?|ans\b|%|€|euros)|[.,:/-]\d)"),
        ("month", "<m>", rf"<m>(?:,? (?:de )?<y>)?{_SOON}"),
        ("month", "ce cette", r"(?P<this>ce(?:tte)? )<m>"),
        ("month", "mois", r"mois (?:de |d['’])(?P<x><m>(?: de)?(?: <y>)?)"),
        ("month", "début mi milieu fin courant", rf"{_MOD}(?:mois (?:de |d['’]))?<m>(?: de)?(?: <y>)?{_SOON}"),
        ("years", "<y>", r"<y>(?=(?: (?:à|et) |[-–])<y2>\b)"),
        ("year", "<y>", r"<y>(?![\w-]|[/]\d)"),
        ("oldyear", "en", r"en (?P<x>(?P<old>[3-9]\d\d))(?= ?[.,;:)]|$| (?:et|par|après|avant)\b)"),
        ("year", "année", r"(?P<word>année )(?P<x><y>)\b"),
        ("year", "début mi milieu fin courant", rf"{_MOD}(?:année )?<y>(?![\w-])"),
        ("numeric", "<d>", r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d\d)(?![\w/-]|\.\d)"),
        ("numeric", "<d>", r"(?P<c>\d{4})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<a>\d{1,2})(?![\w/-])"),
        ("numeric", "<d>", r"(?P<a>[0-3]\d)(?P<sep>/)(?P<b>[01]\d)(?![\w/%-])"),
        ("century", "<i>", r"<i>(?: ?(?:e|ᵉ|ème|è))\b siècle(?! av)"),
        ("century", "<d>", r"(?P<a>\d{1,2}) ?(?:e|ᵉ|ème) siècle(?! av)"),
        ("decade", "années", r"années (?P<a>(?:1\d|20)\d0|\d0)(?!\d)"),
        ("decade", "années", r"années <dec>"),
        (
            "part",
            "premier second deuxième troisième quatrième <d>",
            r"(?P<n>\d ?(?:er?|ème)|<n2>) (?P<of>trimestre|semestre)(?: (?:de )?<y>)?",
        ),
        ("part", "t", r"t(?P<n>[1-4])(?P<of>) <y>"),
        ("clock", "<h>", r"(?P<h>[01]\d|2[0-4])(?P<min>[0-5]\d) (?:GMT|UTC)\b"),
        ("clock", "<h>", rf"<h>SPACE?h(?:SPACE?<min>)?(?![\w/]| ?min){_HALF}?{_ZONE}"),
        ("clock", "<h>", rf"<h> (?P<word>heures?){_MINUTES}{_HALF}?{_ZONE}"),
        ("clock", "<n>", rf"<n> (?P<word>heures?){_MINUTES}{_HALF}?{_ZONE}"),
        ("clock", "<h>", rf"<h>:<min>(?::\d\d)?(?![\d:]){_HALF}?{_ZONE}"),
        ("clock", "midi minuit", r"(?P<name>midi|minuit)\b(?! et )(?!-)"),
        ("day", "<r>", r"<r>(?: (?:en |dans la |au )?<p>)?"),
        ("thatday", "ce cette cet", r"(?:ce|cette|cet) (?:<p>|jour|journée)-là"),
        ("thispart", "ce cette cet", r"(?:ce|cette|cet) <p>(?!-là)"),
        ("somepart", "<p>", r"<p>"),
        ("somepart", "début fin milieu", r"(?P<mod>début|fin|milieu) (?:de |d['’])<p>"),
        (
            "nth",
            "premier deuxième troisième quatrième dernier",
            r"(?P<n>premier|deuxième|troisième|quatrième|dernier) <w> (?:du mois )?(?:de |d['’])<m>(?: <y>)?",
        ),
        (
            "nthhere",
            "premier deuxième troisième quatrième dernier",
            r"(?P<n>premier|deuxième|troisième|quatrième|dernier) <w> (?:du|de ce) mois(?: (?P<k>prochain|dernier))?",
        ),
        (
            "nthweekend",
            "premier deuxième troisième quatrième dernier",
            r"(?P<n>premier|deuxième|troisième|quatrième|dernier) week-?end (?:du mois )?(?:de |d['’])<m>(?: <y>)?",
        ),
        ("week", "<w>", r"<w> en (?P<weeks>huit|quinze)\b"),
        ("week", "<w>", r"<w>,? de (?:la semaine (?P<k>dernière|passée|prochaine)|(?P<k2>cette) semaine)"),
        ("nightdates", "nuit", r"nuit du <d> au <d2> <m>(?: <y>)?"),
        (
            "half",
            "première seconde deuxième",
            r"(?P<part>première|seconde|deuxième) quinzaine (?:de |d['’])<m>(?: <y>)?",
        ),
        ("half", "dernière première", r"(?P<part>dernière) semaine (?:de |d['’])<m>(?: <y>)?"),
        ("openday", "époque", r"époque(?= ?[,.;]|$)"),
        ("night", "nuit", r"nuit (?:de |du |d['’])<w> (?:à|au) <w2>"),
        ("weekday", "ce cette", r"(?P<this>ce(?:tte)? )<w>(?: (?:en |dans la |au )?<p>)?(?! (?:le )?\d)"),
        ("weekday", "<w>", r"<w>(?: (?P<k>derniers?|prochains?|passé)\b)?(?: (?:en |dans la |au )?<p>)?"),
        ("period", "ce cette cet", r"(?P<k>ce|cette|cet) <u>(?:-ci)?(?!\w)"),
        ("period", "<u>", r"<u> (?P<k>derni(?:er|ère)|prochaine?|passée?|écoulée?|en cours)\b(?: <s>)?"),
        ("period", "dernier dernière prochain prochaine", r"<k> <u>\b(?! (?:de|du|des|d['’]))"),
        ("period", "début milieu fin", rf"{_MOD}(?P<k>cette|ce|prochaine?)? ?<u>(?: (?P<k2>dernière?|prochaine?))?\b"),
        ("ago", "il", rf"il y a (?:encore |déjà |tout juste )?{_ABOUT}<n> <u>"),
        ("hence", "dans d", rf"(?:dans|d['’]ici) {_ABOUT}(?P<x><n> <u>)(?! (?:de|du|des|où|qui)\b| d['’])"),
        ("later", "<n>", r"<n> <u> (?P<way>plus tard|après|avant|plus tôt|auparavant)(?![^\w.,;:)]*(?:[^\W_]|\d))"),
        ("later", "lendemain", r"(?P<way>lendemain)(?: <p>)?(?! (?:de|du|des|d['’]|chant))"),
        ("later", "surlendemain", r"(?P<way>surlendemain)(?! (?:de|du|des|d['’]))"),
        ("later", "veille", r"(?P<way>veille)(?: au soir)?(?! (?:de|du|des|d['’]|et|sur|tech|san|juri|média))"),
        ("later", "avant", r"(?P<way>avant-veille)(?! (?:de|du|des|d['’]))"),
        ("beside", "<u>", r"<u> (?:(?P<next>suivante?|d['’]après)|précédente?|d['’]avant)\b"),
        ("period", "week weekend", r"(?P<bare><u>)\b"),
        ("span", "<n>", r"<n> (?:derni(?:er|ère)s|prochain(?:e)?s|premi(?:er|ère)s) <u>"),
        ("duration", "<n>", r"<n>SPACE?<u>(?: (?P<half>et demie?))?(?![-/])"),
        ("duration", "<n>", r"<n>SPACE?<u>(?P<rest>(?:(?: et)? \d{1,2} ?(?:min(?:utes?)?|sec(?:ondes?)?|s)\b)+)"),
        ("duration", "<n>", r"<n>SPACE?<u>SPACE?(?P<min>[0-5]\d)(?!\d|[/:%])"),
        ("duration", "demi une", r"(?:une )?demi-<u>"),
        ("set", "chaque", r"chaque (?:<w>|<u>|<p>|<m>)"),
        ("set", "tous toutes", r"tou(?:te)?s les (?:<n> )?(?:<wp>|<u>|<p>s?)"),
        ("set", "<n>", r"<n> fois par <u>"),
        ("set", "<w>", r"<wp>"),
        ("freq", "<freq>", r"<freq>"),
        ("season", "<s>", r"<s>(?:(?: (?:de )?<y>)| <k>)?"),
        ("season", "cet ce", r"(?P<this>cet |ce )<s>"),
        ("feast", "<f>", r"<f>(?:(?: (?:de )?<y>)| <k>)?"),
        ("feast", "<d>", r"(?P<f>14[- ]Juillet)(?: <y>)?"),
        ("now", "maintenant désormais", r"(?:maintenant|désormais)\b"),
        ("now", "stade", r"stade(?= (?:que|de l['’]enquête)|[,.;])"),
    ),
)
FUTURE = (
    r"\b(?!opéra|caméra|choléra|contra)(?:\w{2,}(?:er|ir|dr|vr|rr|ur|ttr|îtr)(?:a|ont|ai|ons|ez)"
    r"|(?:f|s|d)[ei]r(?:a|ont|ai)|ira|iront|irai|doit|doivent|prévue?s?|attendue?s?|va|vont|d['’]ici)\b"
)
SINCE = r"\b(?:depuis|dès|à partir|à compter|après|au-delà)(?: de| du| d['’])?(?: le| la| les| l['’])? ?$"
UNTIL = r"\b(?:jusqu['’](?:à|au|en)|avant|d['’]ici)(?: à| au| en)?(?: le| la| les| l['’])? ?$"
IN_YEAR = r"\b(?:en|depuis|année) "
