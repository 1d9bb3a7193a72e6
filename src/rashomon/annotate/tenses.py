"""What the parser knows about a place in the text: whether its verb tells of what is to come, what a number counts."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum

from spacy.tokens import Doc, Token

from rashomon.annotate.codes import ORDINALS, words
from rashomon.annotate.limits import LIMITS

_WILL = frozenset(words("will shall ll 'll ’ll would 'd ’d must may might can should"))
_SURE = frozenset(words("will shall ll 'll ’ll"))
_REFUSED = frozenset(words("would could"))
_NOBODY = frozenset(words("neither none nobody no"))
_SUPPOSING = frozenset(words("if unless once when until before after"))
_NOT = frozenset(words("not n't n’t"))
_NOW = frozenset(words("is are am 's ’s 're ’re 'm ’m"))
_HAVE = frozenset(words("have has had 've ’ve"))
#: What is done to a day that is still to come: "planned for Friday", "due on Monday", "put off until May".
_AHEAD = frozenset(
    words("plan schedule expect due set postpone delay adjourn await likely ready forecast slate anticipate")
)
#: What looks ahead through its infinitive alone: "promised to open on Friday", but "promised on Friday".
_AIMING = frozenset(
    words("hope intend promise vow pledge aim want mean agree decide vote order threaten offer urge ask")
)
#: Who is bid to do a thing has it before him: "was told to report on Monday", "demanded that he resign".
_BIDDING = frozenset(words("tell instruct request require invite summon force oblige demand insist"))
#: Verbs under which a bare infinitive stands, whose tense is theirs: "were let go on Friday".
_LETTING = frozenset(words("let make help see hear watch have"))
#: What the present tense says of a day to come, as timetables do: "sailings resume on Saturday".
_TIMETABLED = frozenset(
    words(
        "resume open reopen begin start close end finish meet vote leave depart arrive return go come run face appear "
        "travel fly sail expire launch play visit take hold head retire step stand enter provide foresee envisage"
    )
)
#: So is what those do who are announced: "she speaks on Friday"; but who "would not speak on Friday" did not.
_ANNOUNCED = frozenset(words("speak continue hear testify address host perform preach"))
#: What the present tense tells of what is known, whenever it was: "officials say", "figures show".
_TELLING = frozenset(
    words("say tell report believe think know show indicate write quote note allege claim suggest suspect understand")
)
#: What moves a thing to another day, or lets it last till then.
_MOVING = frozenset(words("put push extend prolong move suspend recess reschedule give hold remand detain defer have"))
_GIVEN_UP = frozenset(words("postpone delay cancel call scrap drop shelve miss"))
#: What nobody fixes a day for, so that a day told of it is over: "may appeal Tuesday's ruling".
_HAPPENED = frozenset(
    words(
        "crash plunge slide drop fall decline gain rise loss rout slump selloff tumble rebound surge jump attack "
        "bombing blast explosion shooting killing murder slaying fire blaze accident collision derailment wreck quake "
        "earthquake avalanche outage leak spill ruling verdict announcement disclosure resignation death arrest raid "
        "riot coup disaster tragedy incident violence clash fighting massacre crackdown defeat victory win"
    )
)
#: What is put on a day beforehand, so that "Friday's vote" may be still to come; "Friday's offer" has been made.
_APPOINTED = frozenset(
    words(
        "vote election ballot poll primary referendum runoff meeting session summit talk conference hearing trial "
        "debate game match race final contest bout fight report figure datum release auction sale deadline launch "
        "trip visit speech address ceremony inauguration wedding funeral service parade march rally protest event show "
        "concert opening closing holiday expiration sentencing inspection review broadcast program interview lecture "
        "lunch dinner reception party convention congress festival eclipse marathon exam test arrival departure return "
        "start kickoff premiere payment appearance testimony briefing forum payout payday paper"
    )
)
#: What stands to the left of a noun that it narrows.
_NARROWING = frozenset(words("amod compound nummod det poss nmod quantmod"))
#: Verbs that set a figure "at" a number, which is then no hour: "put the toll at nine".
_RATING = frozenset(words("put place stand set estimate fix value remain keep cap hold peak start begin sell rate"))


_RANKING = frozenset((*ORDINALS, "last", "not"))


class Tense(Enum):
    """What a verb tells of."""

    PAST = "past"
    PRESENT = "present"
    AHEAD = "ahead"


class Grammar:
    """Answers questions about places of a parsed text, by offset; each costs the same however long the sentence."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        table = doc.to_array(["IDX", "SENT_START"])
        self._starts: list[int] = table[:, 0].tolist() if len(doc) else []
        self._opens: list[bool] = (table[:, 1] == 1).tolist() if len(doc) else []

    def token_at(self, offset: int) -> Token | None:
        """Return the token that an offset lies in."""
        place = bisect_right(self._starts, offset) - 1
        return self._doc[place] if place >= 0 else None

    def around(self, token: Token, before: int, after: int) -> list[Token]:
        """Return the tokens about a token, within its sentence."""
        first, last = token.i, token.i + 1
        while first > max(0, token.i - before) and not self._opens[first]:
            first -= 1
        while last < min(len(self._doc), token.i + after + 1) and not self._opens[last]:
            last += 1
        return [self._doc[place] for place in range(first, last)]

    def find_tense(self, offset: int) -> Tense | None:
        """Return what the verb that governs a place tells of, or None where none does."""
        token = self.token_at(offset)
        aim = bare = False
        for _ in range(LIMITS.climb):
            if token is None:
                return None
            if token.pos_ in ("VERB", "AUX"):
                if aim and token.lemma_ in _AIMING and not any(child.lower_ == "had" for child in token.lefts):
                    return Tense.AHEAD  # "has promised a parade on Sunday", but "promised on Sunday"
                found = self._read_verb(token)
                if found is not None:
                    return found
            elif (
                token.lemma_ in _AHEAD
                and not (bare and token.pos_ == "NOUN")
                and (token.lemma_, token.pos_) != ("forecast", "NOUN")
                and not self._is_cause(token)
            ):
                return Tense.AHEAD
            if token.head.i == token.i:
                return None
            aim = token.dep_ == "dobj" and token.pos_ == "NOUN" and not bare
            # "announced plans on Tuesday" may tell of a day to come, "announced plans Tuesday" does not.
            bare = token.dep_ in ("npadvmod", "nmod", "compound")
            token = token.head
        return None

    def _is_cause(self, token: Token) -> bool:
        """Tell whether *due* gives a cause ("due to Tuesday's snow") and not a time ("due to open on Tuesday")."""
        after = [word for word in self.around(token, 0, 2) if word.i > token.i]
        named = token.lemma_ == "due" and len(after) > 1 and after[0].lower_ == "to"
        return named and after[1].tag_ != "VB"

    def is_over(self, offset: int) -> bool:
        """Tell whether a day is that of something made or befallen: "Tuesday's offer", "the crash on Monday"."""
        token = self.token_at(offset)
        if token is not None and token.dep_ == "poss" and token.head.lemma_ not in _APPOINTED:
            return True
        for _ in range(LIMITS.climb):
            if token is None or token.head.i == token.i or token.pos_ in ("VERB", "AUX"):
                return False
            token = token.head
            if token.pos_ == "NOUN" and token.lemma_ in _HAPPENED:
                return True
        return False

    def _read_verb(self, verb: Token) -> Tense | None:
        """Return the tense of a verb; None where the verb above it must say."""
        said = self._find_helpers(verb)
        if verb.lemma_ in _AHEAD and (verb.lemma_ != "set" or self._is_set_for(verb)):
            return Tense.PAST if "had" in said and "been" not in said else Tense.AHEAD  # "had planned to march"
        if verb.tag_ in ("VB", "VBN") and "to" in said:  # "to meet on Friday", "to be sworn in on Friday"
            return Tense.PAST if said & _HAVE else self._read_aim(verb)
        if said & _WILL:
            # "could not be reached on Friday", "neither would comment on Monday"
            refused = said & _REFUSED and verb.lemma_ not in _TIMETABLED and self._is_refused(verb, said)
            over = said & _HAVE and not said & _SURE  # "may have been killed", but "will have crested"
            return Tense.PAST if over or refused else Tense.AHEAD
        if verb.tag_ in ("VBZ", "VBP", "VB") and "did" not in said:
            return self._read_present(verb, said)
        if verb.tag_ in ("VBG", "VBN") and said & _NOW:
            timed = verb.tag_ == "VBG" and verb.lemma_ in _TIMETABLED  # "is leaving on Friday"
            return Tense.AHEAD if timed or self._is_supposed(verb) else Tense.PRESENT
        over = verb.dep_ == "pcomp" and verb.head.lower_ in ("after", "since")  # "after hearing them Monday"
        return None if verb.tag_ == "VBG" and not said and not over else Tense.PAST

    def _read_present(self, verb: Token, said: set[str]) -> Tense | None:
        """Return the tense of a present or of a bare infinitive: "sailings resume", "demanded that he resign"."""
        if verb.tag_ == "VB" and not said and verb.head.i < verb.i and verb.head.lemma_ in _LETTING:
            return None
        bidden = verb.tag_ == "VB" and verb.dep_ == "ccomp" and verb.head.lemma_ in _AIMING | _BIDDING
        due = any(token.lemma_ == "due" for token in self.around(verb, 0, 3))
        announced = verb.tag_ == "VBZ" and verb.lemma_ in _ANNOUNCED
        ahead = verb.lemma_ in _TIMETABLED | _AIMING or announced or due or bidden or self._is_supposed(verb)
        return Tense.AHEAD if ahead else Tense.PRESENT

    def _is_supposed(self, verb: Token) -> bool:
        """Tell whether a present tense stands for what is to come: "if the vote fails", "when no deal is reached"."""
        return any(child.lower_ in _SUPPOSING for child in verb.lefts)

    def _find_helpers(self, verb: Token) -> set[str]:
        """Return the auxiliaries and negations of a verb; the parser hangs the *will* of "will be closed" on *be*."""
        kinds = ("aux", "auxpass", "neg")
        helpers = [token for token in self.around(verb, LIMITS.helper_reach, 0) if token.dep_ in kinds]
        return {
            token.lower_
            for token in helpers
            if token.i < verb.i
            and (token.head.i == verb.i or (token.head.head.i == verb.i and token.head.dep_ in kinds))
        }

    def _is_set_for(self, verb: Token) -> bool:
        """Tell whether *set* gives a day to something: "is set for Friday", but not "the fire was set"."""
        return any(token.lower_ in ("for", "to") for token in self.around(verb, -1, 2))

    def _is_refused(self, verb: Token, said: set[str]) -> bool:
        """Tell whether nobody does what a verb tells: "would not comment", "neither side would comment"."""
        return bool(said & _NOT) or any(token.lower_ in _NOBODY for token in self.around(verb, LIMITS.helper_reach, 0))

    def _read_aim(self, verb: Token) -> Tense | None:
        """Return the tense of an infinitive: "plans to open" looks ahead, "began to wail" does not.

        One that says something of a noun does: "an interview to be broadcast on Sunday".
        """
        head = verb.head
        ahead = head.lemma_ == "be" or head.tag_ in ("VBZ", "VBP") or head.lemma_ in _AIMING | _BIDDING
        named = verb.tag_ == "VBN" and verb.dep_ in ("relcl", "acl") and head.pos_ == "NOUN"
        return Tense.AHEAD if ahead or named else None

    def is_dated(self, offset: int) -> bool:
        """Tell whether the parser takes a word for a part of a date: "March sales", but not "March said"."""
        token = self.token_at(offset)
        return token is not None and token.ent_type_ == "DATE"

    def is_said_to_be(self, offset: int) -> bool:
        """Tell whether something is put on a day that is still to come: "the deadline is Friday", "is noon Friday"."""
        token = self.token_at(offset)
        while (
            token is not None
            and token.dep_ in ("npadvmod", "nmod", "compound")
            and token.head.pos_ in ("NOUN", "PROPN")
        ):
            token = token.head
        return (
            token is not None
            and token.head.tag_ in ("VBZ", "VBP")
            and token.head.lemma_ == "be"
            and token.dep_ in ("attr", "npadvmod")
        )

    def is_timetabled(self, offset: int) -> bool:
        """Tell whether a present tense puts a deed on a day: "on Monday she sees the minister"."""
        token = self.token_at(offset)
        if token is not None and token.dep_ == "pobj" and token.head.lower_ == "on":
            token = token.head
        if token is None or token.dep_ not in ("npadvmod", "prep") or token.head.i < token.i:
            return False  # "the track stops on Thursday": a present of what is shown
        return token.head.tag_ in ("VBZ", "VBP") and token.head.lemma_ not in _TELLING

    def is_put_off(self, offset: int) -> bool:
        """Tell whether something is moved to the day after an *until*: "was put off until Sunday"."""
        token = self.token_at(offset)
        while token is not None and token.pos_ != "VERB" and token.head.i != token.i:
            token = token.head
        return token is not None and token.lemma_ in _MOVING

    def is_called_off(self, offset: int) -> bool:
        """Tell whether what was to be at a time has been moved or given up: "the visit, set for May, was put off"."""
        token = self.token_at(offset)
        for _ in range(LIMITS.climb):
            if token is None or (token.lemma_ in _MOVING | _GIVEN_UP and token.tag_ in ("VBD", "VBN")):
                return token is not None
            token = token.head
        return False

    def is_lasting(self, offset: int) -> bool:
        """Tell whether the verb over a place tells of what is so now: "is on view through Sunday"."""
        token = self.token_at(offset)
        while token is not None and token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
            token = token.head
        if token is None or (token.tag_ != "VBZ" and (token.lemma_, token.tag_) != ("be", "VBP")):
            return False
        return token.lemma_ not in _TELLING

    def stands_alone(self, offset: int) -> bool:
        """Tell whether a noun has nothing before it that narrows it: "years of war", but not "opening hours"."""
        token = self.token_at(offset)
        if token is None or token.pos_ != "NOUN":
            return False
        return not any(child.dep_ in _NARROWING for child in token.lefts) and token.dep_ != "compound"

    def is_adverb(self, offset: int) -> bool:
        """Tell whether a word says how something is done: "is published daily", but not "daily sales"."""
        token = self.token_at(offset)
        return token is not None and token.pos_ in ("ADV", "ADJ") and token.dep_ != "amod"

    def is_in_name(self, offset: int) -> bool:
        """Tell whether a word ends or goes on with a name: "Fair Water Now"."""
        token = self.token_at(offset)
        return token is not None and token.ent_iob_ == "I" and token.ent_type_ not in ("DATE", "TIME")

    def names_thing(self, offset: int) -> bool:
        """Tell whether a day of the week is a part of another name that goes on: "the Sunday Times"."""
        token = self.token_at(offset)
        if token is None or token.i + 1 >= len(self._doc):
            return False
        after = self._doc[token.i + 1]
        inside = token.ent_type_ not in ("", "DATE", "TIME") and after.ent_iob_ == "I"
        return inside and after.pos_ == "PROPN" and token.dep_ in ("compound", "nmod")

    def describes(self, offset: int) -> bool:
        """Tell whether a word says something of the noun after it: "the present owner", but not "at present"."""
        token = self.token_at(offset)
        return token is not None and token.dep_ == "amod" and token.head.i > token.i

    def is_explained(self, offset: int) -> bool:
        """Tell whether a clause says which one a noun is: "the moment the works went up"."""
        token = self.token_at(offset)
        return token is not None and any(child.dep_ in ("relcl", "acl") for child in token.rights)

    def rates(self, offset: int) -> bool:
        """Tell whether the verb that governs a place sets a figure: "put the toll at nine"."""
        token = self.token_at(offset)
        return token is not None and {token.head.lemma_, token.head.head.lemma_} & _RATING != set()

    def is_counted(self, offset: int) -> bool:
        """Tell whether a figure counts the plural noun after it ("2000 people"), so that it is no year."""
        token = self.token_at(offset)
        if token is None or token.head.i != token.i + 1 or token.dep_ != "nummod":
            return False
        return token.head.tag_ == "NNS"

    def follows_superlative(self, offset: int) -> bool:
        """Tell whether an ordinal, a *last* or a superlative comes before a place: "the deadliest since 1987"."""
        token = self.token_at(offset)
        before = self.around(token, LIMITS.since_reach, -1) if token is not None else []
        return any(word.tag_ in ("JJS", "RBS") or word.lower_ in _RANKING for word in before)
