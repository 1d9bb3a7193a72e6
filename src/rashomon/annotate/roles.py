"""Words of English that tell who or what a name stands for: titles, roles, kinds of bodies, places and documents."""

from __future__ import annotations

from functools import lru_cache


def read_words(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one string.

    >>> sorted(read_words("mayor judge"))
    ['judge', 'mayor']
    """
    return frozenset(words.split())


#: Words that stand before a name and belong to a man, a woman, or either.
MALE_TITLES = read_words(
    "mr mister sir lord monsieur herr señor signor don father brother king prince baron duke sheikh"
)
FEMALE_TITLES = read_words(
    "ms mrs miss mme madame mlle lady dame frau señora signora sister queen princess baroness duchess mum"
)
#: Titles that say nothing of what somebody does.
HONORIFICS = read_words(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady mme mlle madame monsieur herr frau"
)
#: Titles that are written with a full stop, which a tokenizer may split off.
SHORT_TITLES = read_words(
    "mr mrs ms dr prof cdr cmdr col gen lt sgt capt rev hon sen rep gov insp supt det maj adm pte cpl st fr sr br pres "
    "dep asst ch brig pvt mme mlle messrs"
)
PLAIN_TITLES = read_words(
    "dr doctor prof professor commander cdr cmdr captain capt colonel col general gen lieutenant lt sergeant sgt major "
    "maj corporal cpl private pte admiral adm commodore brigadier brig marshal inspector insp superintendent supt "
    "detective det constable sheriff judge justice magistrate senator sen representative rep congressman congresswoman "
    "governor gov mayor pm deputy councillor councilor alderman president premier chancellor minister secretary "
    "ambassador consul envoy chief chairman chairwoman chair commissioner bishop archbishop cardinal pope imam rabbi "
    "reverend rev pastor vicar canon deacon abbot nurse coach officer director speaker attorney emperor count viscount "
    "earl comrade aunt uncle lawyer hon honourable honorable prosecutor ombudsman registrar"
)
TITLES = MALE_TITLES | FEMALE_TITLES | PLAIN_TITLES

#: Nouns for one person by what they do or are; those in -er, -or, -ist and the like need not stand here.
ROLE_NOUNS = read_words(
    "accountant activist actor actress administrator adviser advisor advocate agent aide ally ambassador analyst "
    "applicant architect artist assistant astronaut athlete attorney auditor author banker barrister bishop boss boy "
    "boyfriend broker brother builder businessman businesswoman campaigner candidate captain caretaker chair chairman "
    "chairperson chairwoman champion chancellor chef chief clerk climber coach colleague colonel columnist commander "
    "commissioner commodore composer conductor constable consultant consul contractor coordinator coroner "
    "correspondent councillor councilor counsel counsellor courier cousin critic curator cyclist dad daughter deckhand "
    "defendant delegate dentist deputy detective dictator diplomat director dispatcher doctor driver economist editor "
    "electrician employee engineer envoy executive expert farmer father fiance fiancee firefighter fisherman foreman "
    "founder friend general girl girlfriend goalkeeper governor grandfather grandmother guide harbourmaster "
    "harbormaster head headmaster headmistress headteacher helmsman historian host husband inspector insider "
    "instructor insurgent investigator investor journalist judge juror justice keeper king landlord landlady lawmaker "
    "lawyer leader lecturer legislator librarian lieutenant lobbyist magistrate man manager marshal mate mayor "
    "mechanic mediator medic midwife miner minister mother mouthpiece mum musician neighbour neighbor nephew niece nun "
    "nurse observer officer official ombudsman operator opponent organiser organizer owner parent partner passenger "
    "pastor patient paramedic patriarch pensioner person photographer physician physicist pilot player poet policeman "
    "policewoman politician pope porter postman premier presenter president priest prince princess principal prisoner "
    "producer professor programmer proprietor prosecutor protester psychologist publisher pundit pupil queen "
    "rapporteur reader rector referee registrar reporter representative rescuer researcher resident retiree rival "
    "sailor salesman scientist secretary senator sergeant sheriff shopkeeper singer sister skipper socialist soldier "
    "solicitor son source speaker specialist spokesman spokesperson spokeswoman star strategist striker student "
    "superintendent supervisor supporter surgeon survivor suspect teacher teenager technician tenant trainer treasurer "
    "tycoon victim vicar vet veteran volunteer waiter waitress warden whistleblower widow widower wife winner witness "
    "woman worker writer youth trustee mogul magnate supremo chieftain envoy mp mep md ceo cfo coo pc undersecretary "
    "lender caller monitor trader supplier shareholder customer commuter motorist pedestrian gentleman lady gunman "
    "hostage captor"
)
#: Nouns in -er, -or and -ist that are no person.
NOT_ROLES = read_words(
    "human german roman ottoman norman cayman talisman answer barrier border buffer cancer centre center chamber "
    "chapter character cluster computer container corner counter cover cylinder danger december disaster dinner door "
    "error factor ferry fever fiber filter finger floor flower freighter gender helicopter hammer layer ladder letter "
    "liner list lumber manner matter meter minor mirror monster mortar motor newsletter november number october offer "
    "order other outer paper parameter parlour pepper pier power poster proper quarter river rubber rubber rumour "
    "rumor sector semester september server shelter shoulder shower silver steamer summer supper tanker tenor theatre "
    "theater thriller thunder tiger timber tower tractor trailer transfer trawler tumour tumor upper vapour vector "
    "vigor visor water weather whisper winter wonder booster bumper burger calendar carrier charter cruiser dagger "
    "twist mist fist harbor harbour labor labour color colour honor honour favor humor rigor terror horror tremor "
    "ardor anger laughter slaughter murder blister register chapter cider copper corridor crater cyber decor elevator "
    "escalator exterior interior ether feather fodder folder gutter heater hunger incinerator indicator interior lever "
    "lighter litter locker mixer monitor reactor refrigerator rooster router sensor shutter slipper spider sticker "
    "stopper sweater switch-over takeover temper thermometer timer toaster transformer transistor trigger ventilator "
    "whiskers wafer boiler burner cooler conveyor detector dredger generator propeller radiator"
)
FEMALE_NOUNS = read_words(
    "woman girl mother mum mom wife widow daughter sister aunt grandmother niece spokeswoman chairwoman policewoman "
    "businesswoman congresswoman actress waitress queen princess lady landlady nun girlfriend fiancee headmistress "
    "stewardess heiress duchess granny housewife schoolgirl midwife dame baroness postmistress"
)
MALE_NOUNS = read_words(
    "man boy father dad husband widower son brother uncle grandfather nephew spokesman chairman policeman businessman "
    "congressman actor king prince lord landlord monk boyfriend fiance headmaster gentleman fisherman foreman helmsman "
    "postman salesman gunman schoolboy pope priest waiter duke baron grandad"
)
#: Groups of words for one role: in one article "the boss" may be "the chief executive".
SAME_ROLES = (
    read_words("spokesman spokeswoman spokesperson mouthpiece"),
    read_words("captain skipper helmsman master"),
    read_words("boss chief head leader executive ceo"),
    read_words("chair chairman chairwoman chairperson"),
    read_words("lawyer attorney solicitor barrister counsel advocate"),
    read_words("harbourmaster harbormaster"),
    read_words("official officer"),
    read_words("mother mum mom"),
    read_words("father dad"),
    read_words("lawmaker legislator deputy mp senator congressman congresswoman"),
    read_words("premier minister"),
    read_words("adviser advisor aide"),
)
#: Heads of the names of bodies.
BODY_HEADS = read_words(
    "academy administration agency airline airlines airways alliance archive archives army assembly associates "
    "association authority bank board brigade broadcasting brothers bulletin bureau cabinet campaign capital centre "
    "center chamber charity chronicle church clinic club co coalition coastguard college command commission committee "
    "commons company confederation congress consortium constabulary cooperative corporation corp council county- "
    "council courier court courts daily department directorate division echo energy enterprises examiner exchange "
    "express federation force forces forum foundation front fund gazette government group guard guardian guild "
    "headquarters health herald holdings hospital hotel inc inquirer inspectorate institute institution insurance "
    "intelligence international journal jury labs laboratory laboratories league library limited line lines llc lords "
    "ltd magazine mail marine media mercury messenger mills mines ministry mission monitor motors movement museum navy "
    "network networks news newspaper newswire nhs observatory observer office opera orchestra organisation "
    "organization packet parliament partners partnership party patrol petroleum pharmaceuticals plc police politburo "
    "post press prosecution prosecutors publishing radio railway railways record refinery regiment register registry "
    "review school secretariat senate service services shipping shipyard society solutions staff standard star steel "
    "studio studios sun survey syndicate systems team technologies telecom telegraph television theatre times "
    "transport treasury tribune tribunal trust tv union university utilities watch weekly wire workers yard ag gmbh sa "
    "bv nv ab oy spa bakery breweries brewery cement chemicals construction contractors dairies dairy electric "
    "electronics engineering farms fertilisers foods logistics pharma plastics retail software stores supermarkets "
    "textiles timber tobacco"
)
#: Those of them that are papers, wires and stations: they are no "company" of a report.
PRESS_HEADS = read_words(
    "chronicle courier daily echo examiner express gazette guardian herald inquirer journal magazine mail mercury "
    "messenger news newspaper newswire observer packet post press record register review standard star sun telegraph "
    "times tribune weekly wire ledger argus sentinel clarion bulletin post-dispatch globe dispatch independent "
    "advertiser"
)
#: Common nouns that stand for a body when "the" goes before them, by the sort of body.
BODY_NOUNS: dict[str, frozenset[str]] = {
    "company": read_words(
        "company firm operator line owner owners airline carrier manufacturer maker developer contractor utility group "
        "business corporation employer insurer bank retailer supplier builder lender brewery railway railroad shipyard "
        "yard railways refiner publisher broadcaster start-up startup conglomerate giant chain"
    ),
    "office": read_words(
        "agency authority board body bureau commission committee council department directorate inspectorate institute "
        "ministry office regulator service watchdog tribunal treasury panel inquiry secretariat administration "
        "registry foundation trust monitor prefecture"
    ),
    "government": read_words(
        "government cabinet administration regime junta kremlin parliament senate assembly congress"
    ),
    "police": read_words("police constabulary force cops"),
    "guard": read_words("coastguard guard lifeboat"),
    "army": read_words("army military navy forces troops staff command militia rebels"),
    "fire": read_words("brigade firefighters"),
    "union": read_words("union unions federation guild association"),
    "party": read_words("party opposition coalition"),
    "campaign": read_words("campaign team camp"),
    "court": read_words("court tribunal jury"),
    "hospital": read_words("hospital clinic infirmary"),
    "school": read_words("school college university academy"),
    "club": read_words("club side squad"),
    "group": read_words("group organisation organization charity movement campaign network alliance ngo"),
    "paper": read_words("paper newspaper daily magazine weekly tabloid broadcaster station website"),
    "church": read_words("church diocese parish"),
    "prosecution": read_words("prosecution prosecutors"),
}
#: Sorts of bodies whose name begins with a place: "Orthaven" is not short for "Orthaven Harbour Authority".
OF_A_PLACE = read_words("office police guard army court government fire hospital school prosecution")
#: Bodies that a person or a country has: "the Orth administration" is not Orth.
HELD_BODIES = read_words("administration government regime campaign cabinet camp presidency team office junta")
#: Heads of the names of places and of things that stand still.
PLACE_HEADS = read_words(
    "airport arena avenue bay beach borough bridge building canal cape castle cathedral channel chapel city coast "
    "county cove creek crossing dam district dock docks estate falls farm field forest fort gate glen green hall "
    "harbor harbour heath heights highway hill hills hotel house island islands isle isles junction lagoon lake lane "
    "marsh meadow mill moor mount mountain narrows ocean palace park pass peninsula pier plain plaza point port prison "
    "province quay range reef region ridge river road rock row ruins sea shore sound square stadium state station "
    "steps strait straits street terminal terrace territory tower town tunnel vale valley village wall water "
    "waterfront way wharf wood woods works yard"
)
#: Nouns before a name that say it is a place, or a thing.
PLACE_NOUNS = read_words(
    "town city village port capital province region district county island suburb hamlet river lake resort seaport "
    "state republic country neighbourhood neighborhood border area street prefecture"
)
THING_NOUNS = read_words(
    "ferry ship boat barge tanker freighter trawler vessel dredger submarine yacht liner tug steamer cutter frigate "
    "destroyer aircraft plane jet helicopter train tram bus lorry truck rocket satellite spacecraft probe storm "
    "hurricane typhoon cyclone operation project film movie novel book album song play opera horse dog notice bill act "
    "law treaty agreement article section clause page channel flight route storey gate store warehouse reactor buoy"
)
#: Things that are written or recorded and can be quoted.
PAPERS = read_words(
    "statement report letter bulletin notice memo memorandum email e-mail message post posting note document documents "
    "filing ruling judgment judgement verdict communique release text transcript log logbook minutes audit study "
    "survey editorial column article petition poster banner sign leaflet website site page register record records "
    "recording footage video tweet posts reports letters notes annex footnote warning review agreement treaty charter "
    "rulebook licence license permit paper dossier file files indictment complaint lawsuit data figures newsletter "
    "account interview speech address submission affidavit testimony findings brochure advertisement"
)
#: Plural nouns too vague to stand for anybody, unless something narrows them down.
VAGUE_GROUPS = read_words(
    "officials organisers organizers people posts reports records critics observers experts analysts commentators many "
    "some others protesters demonstrators crowd crowds rumours rumors messages messages users"
)
#: Words that say a source is not named on purpose.
UNNAMED = read_words(
    "source sources insider insiders whistleblower whistleblowers person people somebody someone pal pals"
)
#: Verbs of speech: who stands before them is somebody who can speak.
SPEECH_VERBS = read_words(
    "say tell add claim insist argue warn announce declare admit deny confirm explain report state suggest write ask "
    "reply answer respond note stress describe call accuse urge order demand promise pledge vow blame criticise "
    "criticize condemn praise complain recall acknowledge concede reveal maintain allege assert contend observe remark "
    "comment quip joke shout whisper testify predict estimate believe think expect reject dismiss tweet post thank "
    "apologise apologize agree conclude propose recommend order rule put blast rage fume storm slam continue read"
)
#: Words that go on with a pronoun where a vessel or a country is "she".
SHIP_PARTS = read_words(
    "captain skipper crew bow stern hull deck master mast keel helm bridge engine engines cargo hold wreck passengers "
    "maiden sister starboard port owners lifeboats propeller anchor rudder draught tonnage"
)
MONTHS_AND_DAYS = read_words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun christmas easter ramadan"
)
#: Small words that may stand inside a name.
PARTICLES = read_words("de van von der den la le al bin ibn da dos del du di el ter ten y af av zu st bint ben abu")

_GIVEN_FEMALE = read_words(
    "sunniva turid randi gunhild ingvild marte birgitta kristin kari ada adela agnes alice alma amelia amina amy ana "
    "andrea angela anna anne annie annika astrid audrey ayesha barbara beatrice benedicte bettany birgit bridget "
    "brigitte camille carmen carol caroline catherine charlotte chloe chantal christine claire clara colette corinne "
    "daisy deborah delphine denise diana dolores doris dorothy edith eileen elaine eleanor elena elise elisabeth "
    "elizabeth ella ellen elsa emily emma erin esther ethel eva eve fatima fiona florence frances freya gabrielle gail "
    "gemma genevieve gertrude gillian ginger gloria grace greta gudrun gwen gwendolyn hanna hannah harriet hazel "
    "heather heidi helen helene hester hilary hilde holly ida imogen ines ingeborg ingrid irene iris isabel isabelle "
    "isla jane janet janice jasmine jean jennifer jenny jess jessica jill joan joanna jocelyn josephine joy joyce "
    "judith julia julie june karen karin kate katharine katherine kathleen kay kirsten kirsty laura leila lena leslie "
    "liesl lillian lily linda lisa liv lois louise lucy lydia lynn mabel madeleine maeve maike margaret maria marie "
    "marion marit marjorie martha mary maud maureen may megan mei mercedes meredith mia michelle mildred miriam molly "
    "morag monica muriel nadine nan nancy naomi natalie nell nicole nina nora odile olga olive olivia pamela patricia "
    "paula pauline peggy penelope petra phoebe phyllis priscilla rachel ragna rebecca renee rhoda rita rosalind rose "
    "rosemary rowena ruth sabine sally samantha sandra sarah selma sheila shirley sibyl sigrid simone siobhan solveig "
    "sonia sophia sophie stella stephanie sue susan susanne suzanne sybil sylvia tamsin tash teresa thelma therese "
    "tilda tove tracy trudy una ursula valerie vera veronica victoria viola violet virginia wanda wendy wilma winifred "
    "yasmin yvette yvonne zainab zoe ylva aisha nadia leyla noor mariam imani esme beatrix ottoline kirsti agathe ewa "
    "ilse maelle rosa prue win connie"
)
_GIVEN_MALE = read_words(
    "olav knut sverre ole stig per-olof ake goran mats nicolas mathieu luc guillaume jorg uwe aaron abdul abel abraham "
    "adam adrian ahmed alan albert alec alejandro alex alexander alfred ali allan alun ambrose anders andre andreas "
    "andrew angus anthony anton antonio archie arne arnold arthur arvid august axel barry basil ben benedict benjamin "
    "bernard bert bjorn bo bob boris brendan brian bruce bruno caleb callum cameron carl carlos cedric charles chris "
    "christian christopher clarence claude clement clifford clive colin colm conor craig cyril damian dan daniel "
    "darren david dean dennis derek desmond diego dieter dirk dominic donald douglas duncan dylan eamon ed edgar "
    "edmund eduardo edward edwin einar eli elias elliot emil emile enrique eric erik ernest erwin ethan eugene evan "
    "fabian felix ferdinand fergus finn floyd francis francisco frank franz fred frederick fritz gareth gary gavin "
    "geoffrey george gerald gerard gilbert giles giovanni glen gordon graham grant greg gregory guido gunnar gunther "
    "gustav guy hamish hans harald harold harry hassan hector hendrik henri henrik henry herbert herman horace howard "
    "hubert hugh hugo humphrey ian ibrahim igor isaac ismail ivan ivor jack jacob jacques jake james jan jared jason "
    "jasper javier jeff jeremy jerome jim joachim joe joel johan john jon jonah jonas jonathan jorge jose joseph josh "
    "joshua juan julian jurgen karl keith ken kenneth kevin khaled klaus kurt lars laurence lawrence lee leif len leo "
    "leon leonard leroy lewis liam lionel lloyd louis luca lucas lucian luis luke magnus malcolm manuel marc marcel "
    "marco marcus mario mark martin marvin mathias matthew maurice max michael miguel mike miles milo mohammed mohamed "
    "moritz morris nathan ned neil nicholas nigel nils noah noel norman oleg oliver olaf omar oscar oskar osman otto "
    "owen pablo patrick paul pavel pedro per percy perry peter phil philip pierre pieter ralph ramon raymond reg "
    "reginald reinhold rene rex richard rob robert roberto robin rod roderick rodney roger roland rolf roman ronald "
    "rory ross roy rudolf rufus rupert russell ryan salim sam samuel scott sean sebastian sergei seth shaun sidney "
    "silas simon stanley stefan stephen steve steven stuart sven ted terence terry theo theodore thomas thor tim "
    "timothy toby tom tomas tony tore torvald trevor ulrich valentin vernon victor vincent viktor walter warren wayne "
    "wendell werner wilfred wilhelm will william willy wolf xavier yannick yusuf zac zachary zoran kwame kofi chidi "
    "emeka tariq jamal rashid hamid wen milan idris"
)

#: A carmaker is a company.
_MAKERS = read_words(
    "bookmaker lawmaker filmmaker policymaker peacemaker dressmaker troublemaker shoemaker watchmaker cabinetmaker"
)
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "eer", "yer", "master", "mistress", "monger", "smith")


@lru_cache(maxsize=4096)
def is_role(noun: str) -> bool:
    """Tell whether a lower-case singular noun says, by itself, what one person does or is.

    >>> is_role("harbourmaster"), is_role("juggler"), is_role("river")
    (True, False, False)
    """
    return noun in ROLE_NOUNS or (noun.endswith(_PERSON_ENDINGS) and _may_be_person(noun))


@lru_cache(maxsize=4096)
def may_be_role(noun: str) -> bool:
    """Tell whether a lower-case noun in the place of a person (before a name, as a source) can be a role.

    >>> may_be_role("juggler"), may_be_role("river")
    (True, False)
    """
    return is_role(noun) or (noun.endswith(("er", "or")) and _may_be_person(noun))


def _may_be_person(noun: str) -> bool:
    things = (NOT_ROLES, PAPERS, PLACE_HEADS, PLACE_NOUNS, THING_NOUNS)
    if noun.endswith("maker") and noun not in _MAKERS:
        return False
    return len(noun) > 4 and not name_body(noun) and not any(noun in words for words in things)


@lru_cache(maxsize=4096)
def find_gender(noun: str) -> str:
    """Return "f" or "m" where a title or noun says so, else "".

    >>> find_gender("spokeswoman"), find_gender("mr"), find_gender("minister")
    ('f', 'm', '')
    """
    if noun in FEMALE_TITLES or noun in FEMALE_NOUNS or noun.endswith("woman"):
        return "f"
    if noun in MALE_TITLES or noun in MALE_NOUNS or (noun.endswith("man") and noun not in {"human", "woman", "german"}):
        return "m"
    return ""


def is_given(word: str) -> bool:
    """Tell whether a word is one of the commonest given names.

    >>> is_given("Ingrid"), is_given("Costa")
    (True, False)
    """
    return word.casefold() in _GIVEN_FEMALE or word.casefold() in _GIVEN_MALE


def guess_gender(given: str) -> str:
    """Return what a given name suggests: "f", "m", or "" where it could be either.

    >>> guess_gender("Ingrid"), guess_gender("Otto"), guess_gender("Kim")
    ('f', 'm', '')
    """
    name = given.casefold()
    if name in _GIVEN_FEMALE or name in _GIVEN_MALE:
        return "" if name in _GIVEN_FEMALE and name in _GIVEN_MALE else "f" if name in _GIVEN_FEMALE else "m"
    if len(name) > 3 and name.endswith(("a", "ette", "elle", "ine")):
        return "f"
    if len(name) > 2 and name.endswith(("o", "us", "rt", "ld", "ck", "rd")):
        return "m"
    return ""


@lru_cache(maxsize=4096)
def name_body(noun: str) -> str:
    """Return the sort of body that a lower-case noun stands for, "" for none; the first sort that has it.

    >>> name_body("company"), name_body("ministry"), name_body("tree")
    ('company', 'office', '')
    """
    return next((sort for sort, nouns in BODY_NOUNS.items() if noun in nouns), "")


@lru_cache(maxsize=4096)
def list_same_roles(noun: str) -> frozenset[str]:
    """Return the nouns that may stand for the same role, the noun itself included."""
    return frozenset((noun,)).union(*(group for group in SAME_ROLES if noun in group))
