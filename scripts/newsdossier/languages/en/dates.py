"""How English writes times: rules for `time_rules.by_first_word`."""

from newsdossier.languages.time_rules import by_first_word

_ZONE = (
    r"(?:,? ?\(?(?:UTC|GMT|EST|EDT|ET|CST|CDT|CT|PST|PDT|PT|MST|MDT|BST|CET|CEST)(?:[+−–-]\d{1,2})?\b\)?"
    r"|,? \(?local time\)?)?"
)
_IN_YEAR = r"(?:(?:,| of)? <y>(?!\w)| (?:of )?(?P<k>this|last|next) year)?"
_HALF = r"(?:SPACE?(?P<half>[ap]SPACE?\.?SPACE?m\b\.?))"
_MOD = r"(?P<mod>early|mid|middle|late|beginning|start|end)[- ](?:of )?(?:the )?"
_ABOUT = r"(?:(?:about|around|nearly|almost|over|more than|less than|at least|just over|just) )?"

RULES = by_first_word(
    "en",
    (
        ("date", "<w> <m>", r"(?:<w>,? (?:the )?)?<m> (?:the )?<d>\b(?:,? (?:of )?<y>(?!\w))?"),
        ("date", "<w> <d>", r"(?:<w>,? (?:the )?)?<d> (?:of )?<m>(?!\w)(?:,? (?:of )?<y>(?!\w))?"),
        ("until", "<m>", r"<m> <d>(?= ?(?:[-–]|to|through|and|until) ?<d2>\b(?! ?[ap]\.?m|:)(?:,? <y>)?)"),
        ("until", "<d>", r"<d>(?= ?(?:[-–]|to|through|and|until|or) ?(?:the )?<d2> (?:of )?<m>(?: <y>)?)"),
        ("dayonly", "<w>", r"<w>,? (?:the )?<d>\b(?![.,:/-]\d| ?(?:[ap]\.?m|years|people|percent|%|-))"),
        ("month", "<m>", rf"<m>(?!\w){_IN_YEAR}"),
        ("month", "early mid middle late beginning start end", rf"{_MOD}<m>(?!\w){_IN_YEAR}"),
        ("month", "last next this past coming previous", r"<k> <m>(?!\w)"),
        ("years", "<y>", r"<y>(?=(?: (?:to|and|through) |[-–~])<y2>\b)"),
        ("year", "<y>", r"<y>(?![\w-]|/\d)"),
        ("year", "year", r"(?P<word>year )(?P<x><y>)\b"),
        ("year", "early mid middle late beginning start end", rf"{_MOD}(?:year )?<y>(?![\w-])"),
        ("numeric", "<d>", r"(?P<b>\d{1,2})(?P<sep>[/.-])(?P<a>\d{1,2})(?P=sep)(?P<c>\d{4}|\d\d)(?![\w/-]|\.\d)"),
        ("numeric", "<d>", r"(?P<c>\d{4})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<a>\d{1,2})(?![\w/-])"),
        ("century", "<d>", r"(?P<a>\d{1,2})(?:st|nd|rd|th)[- ]century\b"),
        ("decade", "<d>", r"['’]?(?P<a>(?:1\d|20)\d0|\d0)['’]?s\b"),
        ("decade", "early late mid", r"(?:early|late|mid)[- ](?P<a>(?:1\d|20)\d0)['’]?s\b"),
        ("decade", "<dec>", r"<dec>"),
        ("part", "first second third fourth", r"(?P<n><n2>) (?P<of>quarter)(?: (?:of )?<y>)?"),
        ("part", "first second", r"(?P<n>first|second) (?P<of>half) of <y>"),
        ("clock", "<h>", r"(?P<h>[01]\d|2[0-4])(?P<min>[0-5]\d) (?:GMT|UTC)\b"),
        ("clock", "<h>", r"<h>\.<min>(?!\d|%| ?(?:million|billion|per|points|m\b|km|rupees|dollars|pounds|euros))"),
        ("clock", "<n>", r"<n>(?: o['’]clock)? in the (?P<half>morning|afternoon|evening)\b"),
        ("thatday", "that", r"that (?:<p>|day)\b(?! (?:the|he|she|it|they|we|I)\b)"),
        (
            "nth",
            "first second third fourth last",
            r"(?P<n>first|second|third|fourth|last) <w> (?:of|in) <m>(?:,? <y>)?",
        ),
        (
            "nthhere",
            "first second third fourth last",
            r"(?P<n>first|second|third|fourth|last) <w> of (?:the|this|each|every|(?P<k>next|last)) month",
        ),
        ("week", "<w>", r"<w> (?P<weeks>week)\b"),
        ("week", "<w>", r"<w> (?:of )?(?P<k>last|next|this) week\b"),
        ("night", "overnight", r"overnight(?: from)? <w> (?:to|into) <w2>"),
        ("half", "first last", r"(?P<part>first|last) week (?:of|in) <m>(?:,? <y>)?"),
        ("openday", "time", r"time(?= ?[,.;]|$)"),
        ("part", "q", r"q(?P<n>[1-4])(?:[- ]<y>)?"),
        ("clock", "<h>", rf"<h>(?:[:.]<min>)?(?::\d\d)?{_HALF}(?!\w){_ZONE}"),
        ("clock", "<h>", rf"<h>:<min>(?::\d\d)?(?![\d:]){_ZONE}"),
        ("clock", "<h>", rf"<h> (?:o['’]clock)(?!\w){_ZONE}"),
        ("clock", "noon midnight", r"(?P<name>noon|midnight)\b"),
        ("day", "<r>", r"<r>(?: <p>)?"),
        ("thispart", "this", r"this <p>"),
        ("thispart", "last tonight", r"(?:(?P<k>last) (?P<p>night)|(?P<p2>tonight))\b"),
        ("somepart", "<p>", r"<p>(?! news)"),
        ("lateday", "late early", r"(?P<late>late|early) (?:on )?<w>(?!\w)"),
        ("weekday", "<w>", r"<w>(?!\w)(?: <p>)?"),
        ("weekday", "last next this past coming previous", r"(?:this )?<k> <w>(?!\w)(?: <p>)?"),
        ("period", "last next this past coming previous current", r"<k> <u>\b"),
        ("period", "early late mid beginning end start middle", rf"{_MOD}<k> <u>\b"),
        ("period", "earlier later", r"(?:earlier|later) (?P<k>this) <u>\b"),
        ("ago", "<n> about nearly almost over more just", rf"{_ABOUT}<n>[- ]<u> ago\b"),
        ("hence", "in within", rf"(?:in|within) {_ABOUT}(?P<x><n> <u>)\b"),
        ("later", "<n>", r"<n> <u> (?P<way>later|earlier|before)\b(?! (?:the|he|she|it|they|his|her))"),
        ("later", "following next same", r"(?P<way>following|next|same) day\b"),
        ("period", "weekend", r"(?P<bare><u>)\b"),
        ("span", "recent", r"recent <u>\b"),
        ("span", "last past next first previous coming", r"(?:last|past|next|first|previous|coming) <n> <u>\b"),
        ("span", "<n>", r"<n> (?:last|past|next|first|previous|coming|more) <u>\b"),
        ("duration", "<n>", r"<n>[- ]?<u>\b(?!-old| old)(?: (?P<half>and a half))?"),
        ("set", "every each", r"(?:every|each) (?:<n> )?(?:<w>|<u>|<p>|<m>)(?!\w)"),
        ("set", "once twice", r"(?:once|twice) an? <u>\b"),
        ("set", "<w>", r"<wp>"),
        ("freq", "<freq>", r"<freq>"),
        ("season", "<s>", r"<s>(?: (?:of )?<y>)"),
        ("season", "last next this past coming", r"<k> <s>\b"),
        ("season", "<s>", r"<s>(?!\w| \w+(?:ing|ed)\b)"),
        ("now", "now", r"now\b(?! (?:that|known))"),
        ("now", "these nowadays", r"(?:these days|nowadays)\b"),
        ("feast", "<f>", r"<f>(?!\w)(?: <y>)?"),
    ),
)
FUTURE = (
    r"\b(?:(?-i:will|would|shall)|won['’]t|to be|is to|are to|expected|scheduled|due|plans?|planned|going to|next"
    r"|upcoming|ahead of|days before|(?-i:until)|set to|\w+['’]ll)\b"
)
SINCE = r"\b(?:since|after|starting|beginning|as of)(?: the)? ?$"
UNTIL = r"\b(?:until|till|before|through|by)(?: the)? ?$"
IN_YEAR = r"\b(?:the|its|his|their|in|['’]s) "
