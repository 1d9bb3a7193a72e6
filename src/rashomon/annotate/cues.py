"""Words that report speech, by what may follow them.

The lists hold general English. A verb may be in several: *ask* takes a question, an order and a thing asked for.
"""

from __future__ import annotations

#: Verbs that take a clause: "said (that) it was late". Most also stand with words in quotation marks.
CLAUSAL = frozenset(
    """
    accept acknowledge add admit advise affirm allege announce append argue assert assess assure attest avow blog
    boast brief calculate caution certify claim clarify comment complain concede conclude confess confide confirm contend
    convey counter cable declare deny  disclose dispute elaborate email emphasise emphasize estimate
    explain express forecast foretell gripe grumble guarantee hint hold imply indicate inform insinuate insist
    instruct intimate joke judge lament lecture maintain mention message moan murmur mutter note notify object observe
    opine outline pen phone plead pledge point post posit postulate predict proclaim profess promise pronounce prophesy
    propose protest quip radio reaffirm reassert reassure recall reckon recommend recount reiterate relate
    remark remind reply report respond restate retort reveal rule say scoff shout signal specify speculate state stipulate
    stress submit suggest summarise summarize swear telegraph tell testify text theorise theorize threaten tweet underline
    underscore urge utter venture verify voice volunteer vouch vow warn whisper wire write bemoan brag crow enlighten
    rejoin repeat retell  fume hazard blurt apprise answer precise  warrant describe quote demand ask agree
     assume concur marvel caution communicate detail enthuse gloat grouse preach reason  rant reflect
    contest refute rebut contradict wonder interject proffer vocalize vocalise scream cry yell sigh
    snarl growl grunt groan gasp whine wail sob stammer stutter exclaim    cite explain retract 
    bellow beg bluster chant confide hiss howl implore muse     
    """.split()
)

#: Among them those whose clause may stand without *that* and that take no other object: "said it was late".
BARE = frozenset(
    """
    say insist claim reckon add argue swear maintain admit warn tell stress allege concede state assure inform complain
    reply note acknowledge remind contend suggest explain
    """.split()
)

#: Verbs that report only words in quotation marks (or words set off by commas): the manner of speaking.
MANNER = frozenset(
    """
    come lie kid rage storm thunder vent rave call sing bark beam blast boom cackle chime chirp chuckle continue croak drawl exult giggle gush go grimace grin hoot
    interrupt jeer laugh nod persist press proceed purr quiz read roar rumble say scold shrug shriek smile smirk snap sneer snigger
    snort sniff splutter squawk squeak squeal sum swoon taunt tease thank trill trumpet tut wink quote begin conclude open close
    finish end correct greet welcome salute counsel challenge inquire enquire query question ask consult wonder
    apologise apologize pray toast recite spit sign offer deadpan parry concur commiserate prompt
    """.split()
)

#: Verbs among all these that quoted words follow without a comma or colon: "he shouted 'Stop'".
PLAIN_MARKED = frozenset(
    """
    read shout yell chant scream cry whisper mutter mumble murmur roar bark bellow sing say write tweet state reply answer
    post text add declare announce tell insist claim argue warn joke quip note ask wonder repeat radio message
    maintain report reveal stress demand pledge vow promise urge caution complain explain conclude testify
    """.split()
)

#: Verbs that have many other uses: only an explicit "that" makes their clause speech.
THAT_ONLY = frozenset(
    """
    hold find show make put point post read mention answer order convey cite describe quote hit hear repeat detail
    """.split()
)

#: Verbs whose clause is a question: "asked whether it was late".
ASKING = frozenset("know ask enquire inquire wonder query question quiz press consult demand".split())

#: Verbs that name somebody who is to do something: "urged members to vote".
ORDERING = frozenset(
    """
    advise ask beg beseech bid caution challenge command counsel direct dare encourage enjoin entreat exhort implore
    instruct invite lobby petition plead press recommend remind request summon tell urge warn appeal call
    require
    """.split()
)

#: Verbs with an infinitive of one's own: "vowed to vote".
PROMISING = frozenset("promise vow pledge threaten offer claim swear undertake profess demand volunteer".split())

#: Verbs that take a gerund or a noun: "denied taking it", "recalls seeing it".
NAMING = frozenset(
    """
    deny reject dispute refute contest rebut recall admit describe recount recommend suggest acknowledge
    allege concede confirm report predict demand pledge promise
    """.split()
)

#: Verbs that deny what follows them.
DENYING = frozenset("deny reject dispute refute contest rebut contradict disavow repudiate gainsay dismiss".split())

#: Verbs that give a thing a name or a judgement: "called the plan 'late'". They report speech where words are quoted,
#: or where an object and its name both follow.
LABELLING = frozenset(
    """
    applaud assail attack berate blame blast brand call castigate celebrate  commend compare
    condemn   decry defend deem denounce deplore depict deride describe disparage dismiss
      extol fault hail honour honor invoke lambast lambaste label laud liken lament mock paint portray praise 
    pronounce question rate ridicule rubbish savage scorn slam  summarise summarize    voice welcome
    reject report rue   express characterise characterize hit  trumpet
    """.split()
)

#: Labelling verbs that report speech without quotation marks too, where "X as Y" or an object with its name follows.
LABELLING_PLAIN = frozenset(
    "call describe hail dismiss brand label denounce characterise characterize portray depict deride".split()
)

#: Particles and prepositions that belong to a cue: "called for", "speaks of".
PARTICLES: dict[str, frozenset[str]] = {
    "ask": frozenset({"for"}),
    "appeal": frozenset({"for"}),
    "call": frozenset({"for", "on", "upon"}),
    "point": frozenset({"out"}),
    "speak": frozenset({"of"}),
    "warn": frozenset({"of"}),
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
        ("complain", "of"), ("complain", "about"), ("plead", "for"), ("press", "for"),
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
NOUNS = frozenset(
    """
    accusation acknowledgement admission advice affirmation allegation announcement answer argument assertion assessment
    assumption assurance avowal boast charge claim comment complaint concession conclusion confession confirmation
    contention criticism declaration demand denial disclosure estimate explanation finding forecast guarantee hint
    insinuation insistence instruction judgment judgement jibe lament line message notice objection observation opinion
    order plea pledge position prediction proclamation promise pronouncement prophecy protest quip reasoning remark reminder
    reply report request response retort revelation ruling rumour rumor statement suggestion talk testimony theory threat
    verdict version view vow warning word words whisper
    """.split()
)

#: Among them those that only report speech when a speaker is named: otherwise they are mere nouns.
WEAK_NOUNS = frozenset(
    """
    answer argument assessment assumption charge comment conclusion criticism estimate explanation finding forecast line
    message notice opinion order position reasoning response ruling talk theory verdict version view word words
    """.split()
)

#: What is denied by keeping it back: "denied bail" is no speech.
REFUSABLE = frozenset(
    "bail access entry permission request motion appeal visa asylum parole injunction leave chance right".split()
)

#: What people ask for that is no message of theirs: "asked for anonymity" is no speech.
UNSPOKEN = frozenset("anonymity comment privacy help".split())

#: Nouns of things that are measured or seen: "the data say" is no speech.
EVIDENCE = frozenset(
    """
    analysis tracking chart count curve data evidence figure footage gauge graph image map measurement meter number photo photograph
    picture radar reading record recording sample satellite signal sonar statistic survey test trace track video
    """.split()
)

#: Verbs of evidence among the cues: with a thing as subject they show, and do not speak.
SHOWING = frozenset("suggest indicate confirm imply reveal signal show prove point hint underline underscore".split())

#: Subjects that say nothing.
NOBODY = frozenset("nobody anyone anybody none no-one neither nothing".split())

#: Verbs before an infinitive that make speech unreal: "declined to say", "expects to announce".
UNREAL = frozenset(
    """
    decline refuse fail forbear expect hope plan intend want wish need have ought try attempt seek prepare
    wait hesitate allow permit let able unable due likely unlikely yet about ready free set willing unwilling
    reluctant eager keen bound supposed choose decide forget neglect omit love hate agree
    use threaten promise forbid prefer help dare stop begin start ask tell urge order invite request appeal
    """.split()
)

#: Auxiliaries of speech that did not take place (or not yet).
UNREAL_AUXILIARIES = frozenset("would might could can should may must shall ought will 'd 'll wo ca".split())

#: Words of time that may stand between a cue and its clause: "said on Monday it would pay".
TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tonight later earlier afterwards
    """.split()
)

#: Where things are said: "said in a statement it would pay".
VENUES = frozenset(
    """
    statement note letter email e-mail interview post speech report filing message memo tweet briefing release video court
    parliament testimony evidence memoir book diary blog newsletter bulletin communique declaration call telephone phone
    """.split()
)

#: Labels of those who present a programme: their lines are the outlet's own.
PRESENTERS = frozenset(
    "anchor presenter narrator reporter newsreader announcer link intro v/o vo voiceover studio".split()
)

#: Courts and hearings "hear" what is said before them.
HEARINGS = frozenset("court inquest jury hearing tribunal inquiry trial panel committee inquisition enquiry".split())

#: Whoever is spoken to as an audience; such a phrase after "told" is no content.
TELLING = frozenset(
    """
    tell assure remind inform notify advise warn ask promise reassure instruct urge brief enlighten text email message
    write apprise quiz consult answer call telephone phone order press caution
    """.split()
)


#: Every verb that may be a cue by itself.
VERBS = (
    CLAUSAL | MANNER | ASKING | ORDERING | PROMISING | NAMING | LABELLING | DENYING
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
