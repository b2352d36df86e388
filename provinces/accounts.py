"""How does an account come into being, and how does its password change hands?"""

import secrets

from django.db import transaction

from provinces import journal
from provinces.models import User
from provinces.policy import Verb

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "ca",
    "co",
    "da",
    "de",
    "do",
    "ga",
    "ha",
    "he",
    "ho",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "no",
]


def new_password() -> str:
    """A password that can be read over the telephone and cannot be guessed: about 60 bits."""
    word = "".join(secrets.choice(SYLLABLES) for _ in range(5))
    return f"{word}-{secrets.randbelow(10**6):06d}-{''.join(secrets.choice(SYLLABLES) for _ in range(4))}"


def reset_password(user: User, *, by) -> str:
    """A new password, to be changed at the first sign-in; every open session of the account ends."""
    password = new_password()
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        note = "Cấp lại mật khẩu"
        journal.write(Verb.KEEP_PEOPLE, user, by=by, committee=user.committee, thread=user.journal_thread(), note=note)
    return password
