"""Words that report speech, by what may follow them.

The lists hold general English. A verb may be in several: *ask* takes a question, an order and a thing asked for.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set.

    >>> sorted(words("say tell say"))
    ['say', 'tell']
    """
    return frozenset(text.split())


#: Verbs that take a clause: "said (that) it was late". Most also stand with words in quotation marks.
CLAUSAL = words("""
    accept acknowledge add admit advise affirm agree allege allow announce answer append apprise argue ask assert assess
    assume assure attest avow beg bellow bemoan blog blurt bluster boast brag brief cable calculate caution certify
    chant charge cite claim clarify comment communicate complain concede conclude concur confess confide confirm contend
    contest contradict convey counter crow cry declare demand deny describe detail disclose dispute elaborate email
    emphasise emphasize enlighten enthuse estimate exclaim explain express find forecast foretell fume gasp gloat gripe
    groan grouse growl grumble grunt guarantee hazard hint hiss hold howl implore imply indicate inform insinuate
    insist instruct interject intimate joke judge lament lecture maintain marvel mention message moan murmur muse
    mutter note notify object observe opine outline pen phone plead pledge point posit post postulate preach precise
    predict proclaim profess proffer promise pronounce prophesy propose protest quip quote radio rant reaffirm
    reason reassert reassure rebut recall reckon recommend recount reflect refute reiterate rejoin relate relay remark
    remind repeat reply report respond restate retell retort retract reveal rule say scoff scream shout sigh signal
    snarl sob specify speculate stammer state stipulate stress stutter submit suggest summarise summarize swear
    telegraph tell testify text theorise theorize threaten tweet underline underscore urge utter venture verify
    vocalise vocalize voice volunteer vouch vow wail warn warrant whine whisper wire wonder write yell
    """)

#: Among them those whose clause may stand without *that* and that take no other object: "said it was late".
BARE = words("""
    acknowledge add admit allege argue assure claim complain concede contend explain inform insist maintain note
    reckon remind reply say state stress suggest swear tell warn
    """)

#: Verbs that report only words in quotation marks (or words set off by commas): the manner of speaking.
MANNER = words("""
    apologise apologize ask bark beam begin blast boom cackle call challenge chime chirp chuckle close come
    commiserate conclude concur consult continue correct counsel croak deadpan drawl end enquire exult finish giggle
    go greet grimace grin gush hoot inquire interrupt jeer kid laugh lie nod offer open parry persist pray press
    proceed prompt purr query question quiz quote rage rave read recite roar rumble salute say scold shriek shrug
    sign sing smile smirk snap sneer sniff snigger snort spit splutter squawk squeak squeal storm sum swoon taunt
    tease thank thunder toast trill trumpet tut vent welcome wink wonder
    """)

#: Verbs among all these that quoted words follow without a comma or colon: "he shouted 'Stop'".
PLAIN_MARKED = words("""
    add announce answer argue ask bark bellow caution chant claim complain conclude cry declare demand explain
    insist joke maintain message mumble murmur mutter note pledge post promise quip radio read repeat reply report
    reveal roar say scream shout sing state stress tell testify text tweet urge vow warn whisper wonder write yell
    """)

#: Verbs that have many other uses: only an explicit "that" makes their clause speech.
THAT_ONLY = words("""
    allow answer charge cite convey describe detail find hear hit hold make mention order point post put quote read
    repeat show
    """)

#: Verbs whose clause is a question: "asked whether it was late".
ASKING = words("know ask enquire inquire wonder query question quiz press consult demand")

#: Verbs that name somebody who is to do something: "urged members to vote".
ORDERING = words("""
    advise appeal ask beg beseech bid call caution challenge command counsel dare direct encourage enjoin entreat
    exhort implore instruct invite lobby petition plead press recommend remind request require summon tell urge warn
    """)

#: Verbs that speak against something: "warned against delay".
OPPOSING = words("advise argue caution counsel plead warn")

#: Verbs with an infinitive of one's own: "vowed to vote".
PROMISING = words("promise vow pledge threaten offer claim swear undertake profess demand volunteer")

#: Verbs that take a gerund or a noun: "denied taking it", "recalls seeing it".
NAMING = words("""
    acknowledge admit allege announce attribute blame concede confirm contest defend demand deny describe dispute
    estimate express forecast pledge predict promise rebut recall recommend recount refute reject report suggest
    """)

#: Verbs that deny what follows them.
DENYING = words("deny reject dispute refute contest rebut contradict disavow repudiate gainsay dismiss")

#: Verbs that report a bare figure: "police counted 2,000 marchers".
FIGURING = words("admit claim count estimate expect mention offer predict reckon report say tally")

#: Verbs that give a thing a name or a judgement: "called the plan 'late'". They report speech where words are quoted,
#: or where an object and its name both follow.
LABELLING = words("""
    applaud assail attack berate blame blast brand call castigate celebrate characterise characterize commend
    compare condemn decry deem defend denounce depict deplore deride describe dismiss disparage express extol fault
    hail hit honor honour invoke label lambast lambaste lament laud liken mock paint portray praise pronounce
    question rate reject report ridicule rubbish rue savage scorn slam summarise summarize trumpet voice welcome
    """)

#: Labelling verbs that report speech without quotation marks too, where "X as Y" or an object with its name follows.
LABELLING_PLAIN = words(
    "call describe hail dismiss brand label denounce characterise characterize portray depict deride"
)

#: Verbs that charge somebody with something, with the word that leads to what: "accused the mayor of lying".
CHARGING = {"accuse": words("of"), "blame": words("for on"), "thank": words("for")} | dict.fromkeys(
    words("berate chide condemn criticise criticize denounce fault praise rebuke scold"), words("for")
)

#: Particles and prepositions that belong to a cue: "called for", "speaks of".
PARTICLES: dict[str, frozenset[str]] = {
    "ask": frozenset({"for"}),
    "appeal": frozenset({"for"}),
    "call": frozenset({"for", "on", "upon"}),
    "point": frozenset({"out"}),
    "speak": frozenset({"of"}),
    "warn": frozenset({"of"}),
    "boast": frozenset({"of", "about"}),
    "complain": frozenset({"of", "about"}),
    "go": frozenset({"on"}),
    "sum": frozenset({"up"}),
    "hit": frozenset({"back"}),
    "fire": frozenset({"back"}),
    "shoot": frozenset({"back"}),
    "chime": frozenset({"in"}),
    "blurt": frozenset({"out"}),
    "cry": frozenset({"out"}),
    "call ": frozenset({"out"}),
    "read": frozenset({"out"}),
    "spell": frozenset({"out"}),
    "lash": frozenset({"out"}),
    "plead": frozenset({"for"}),
    "press": frozenset({"for"}),
    "put": frozenset({"it"}),
    "set": frozenset({"out"}),
}

#: Cues of two words that take a noun or quoted words: (verb, particle).
PHRASAL_NAMING = frozenset(
    {
        ("ask", "for"), ("appeal", "for"), ("call", "for"), ("speak", "of"), ("warn", "of"),
        ("boast", "of"), ("boast", "about"), ("complain", "of"), ("complain", "about"), ("plead", "for"),
        ("press", "for"),
    }
)  # fmt: skip

#: Phrases that name a source without a verb; the noun phrase that follows is the source.
ACCORDING: tuple[tuple[str, ...], ...] = (
    ("according", "to"),
    ("as", "per"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("in", "the", "judgment", "of"),
    ("in", "the", "judgement", "of"),
    ("on", "the", "word", "of"),
    ("by", "the", "account", "of"),
    ("per",),
)

#: Nouns that report speech where a that-clause follows them: "his claim that it was late".
NOUNS = words("""
    accusation acknowledgement admission advice affirmation allegation announcement answer argument assertion
    assessment assumption assurance avowal boast charge claim comment complaint concession conclusion confession
    confirmation contention criticism declaration demand denial disclosure estimate explanation finding forecast
    guarantee hint insinuation insistence instruction jibe judgement judgment lament line message notice objection
    observation opinion order plea pledge position prediction proclamation promise pronouncement prophecy protest
    quip reasoning remark reminder reply report request response retort revelation ruling rumor rumour statement
    suggestion talk testimony theory threat verdict version view vow warning whisper word words
    """)

#: Among them those that only report speech when a speaker is named: otherwise they are mere nouns.
WEAK_NOUNS = words("""
    answer argument assessment assumption charge comment conclusion criticism estimate explanation finding forecast
    line message notice opinion order position reasoning response ruling talk theory verdict version view word words
    """)

#: Nouns besides in which an outlet sums up what was said: "..., a position that puts him at odds with his party".
COMMENTING = words("""
    decision description figure idea line move number offer outcome phrase plan policy position proposal prospect stance
    statistic step term testimony view vote word
    """)

#: Nouns that tell what a remark aims at: "said she would stay, a swipe at her rival".
HINTING = words("allusion barb departure dig echo jab nod reference retreat reversal rebuke swipe")

#: Participles that tell what came of it, in the outlet's own voice: "said he would quit, raising doubts about a deal".
RESULTING = words("""
    bring complicate deal deepen draw dash earn fuel hand heighten intensify leave open pave prompt put raise renew
    revive rattle send set spark stir trigger
    """)

#: Nouns that report speech where what is to be done follows them: "her promise to resign", "calls for a ban".
AIMS = words("call demand plea pledge promise threat vow warning")

#: Verbs by which a statement is taken back, and those that do so with "back".
WITHDRAWING = words("withdraw retract recant disown disavow")
GOING_BACK = words("take walk step pull draw row go")
#: How a paper says that what it told was not so: "an earlier version wrongly said that".
MISTAKENLY = words("wrongly incorrectly mistakenly erroneously inaccurately")

#: What is denied by keeping it back: "denied bail" is no speech.
REFUSABLE = words("bail access entry permission request motion appeal visa asylum parole injunction leave chance right")

#: What people ask for that is no message of theirs: "asked for anonymity" is no speech.
UNSPOKEN = words("anonymity comment privacy help")

#: Nouns of things that are measured or seen: "the data say" is no speech.
EVIDENCE = words("""
    analysis chart count curve data evidence figure footage gauge graph image map measurement meter model number photo
    photograph picture poll radar reading record recording research sample satellite signal sonar statistic study
    survey test trace track tracking video
    """)

#: Verbs of evidence among the cues: with a thing as subject they show, and do not speak.
SHOWING = words("suggest indicate confirm imply reveal signal show prove point hint underline underscore")

#: Subjects that say nothing.
NOBODY = words("nobody anyone anybody none no-one neither nothing")

#: Verbs before an infinitive that make speech unreal: "declined to say", "expects to announce".
UNREAL = words("""
    able about agree allow appeal ask attempt begin bound choose dare decide decline due eager expect fail forbear
    forbid forget free hate have help hesitate hope intend invite keen let likely love need neglect omit order ought
    permit plan prefer prepare promise ready refuse reluctant request seek set start stop supposed tell threaten try
    unable unlikely unwilling urge use wait want willing wish yet
    """)

#: Auxiliaries of speech that did not take place (or not yet).
UNREAL_AUXILIARIES = words("would might could can should may must shall ought will 'd 'll wo ca")

#: Words of time that may stand between a cue and its clause: "said on Monday it would pay".
TIMES = words("""
    afterwards earlier friday later monday saturday sunday thursday today tonight tuesday wednesday yesterday
    """)

#: Where things are said: "said in a statement it would pay".
VENUES = words("""
    blog book briefing bulletin call communique court declaration diary e-mail email evidence filing interview
    letter memo memoir message newsletter note parliament phone post release report speech statement telephone
    testimony tweet video
    """)

#: Labels of those who present a programme: their lines are the outlet's own.
PRESENTERS = words("anchor presenter narrator reporter newsreader announcer link intro v/o vo voiceover studio")

#: Courts and hearings "hear" what is said before them.
HEARINGS = words("court inquest jury hearing tribunal inquiry trial panel committee inquisition enquiry")

#: Who finds in words: "the inquiry found that" is speech, "she found that" is none.
FINDERS = HEARINGS | words("audit auditor commission inspector investigation investigator judge probe report review")

#: Whoever is spoken to as an audience; such a phrase after "told" is no content.
TELLING = words("""
    advise answer apprise ask assure brief call caution consult email enlighten inform instruct message notify order
    phone press promise quiz reassure remind telephone tell text urge warn write
    """)


#: Every verb that may be a cue by itself.
VERBS = (
    CLAUSAL | MANNER | ASKING | ORDERING | PROMISING | NAMING | LABELLING | DENYING | FIGURING | frozenset(CHARGING)
    | frozenset(verb for verb, _ in PHRASAL_NAMING) | frozenset({"point", "put", "make", "go", "hear"})
)  # fmt: skip


def find_lemma(word: str, lemma: str) -> str:
    """Return the lemma of a verb; where the parser made a word up, the cue that the form belongs to.

    >>> find_lemma("texted", "texte"), find_lemma("signalled", "signalle"), find_lemma("walked", "walk")
    ('text', 'signal', 'walk')
    """
    if lemma in VERBS:
        return lemma
    for ending in ("ed", "ing", "s", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            for form in (stem, stem[:-1] if stem[-1:] == stem[-2:-1] else stem, stem + "e"):
                if form in VERBS:
                    return form
    return lemma
