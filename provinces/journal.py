"""What was done, by whom, in which post, when, on what? One line for each change; nothing is ever taken back.

Each line carries the hash of the line before it, one chain for each committee, so that a changed, removed or inserted
line shows. A cut tail shows too: the head of each chain keeps the count and hash of its last line.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from provinces.fields import FoldedField, LineField, ProseField
from provinces.models.bodies import Body
from provinces.models.people import User
from provinces.models.reached import ReachedByCommittee

GENESIS = "0" * 64


class JournalHead(models.Model):
    """The end of one chain. Whoever writes a line locks this row first, so a chain cannot fork."""

    chain = models.BigIntegerField(primary_key=True)  # the committee's number; 0 for what belongs to none
    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.chain}: {self.count}"


class EntryQuerySet(models.QuerySet):
    def about(self, thread: str):
        """The trail of one directive, body, list or person."""
        return self.filter(thread=thread).order_by("pk")


class Entry(ReachedByCommittee, models.Model):
    """Nhật ký: one line of the journal. Rows are only ever inserted; triggers on both engines refuse the rest."""

    chain = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    on = models.DateField("ngày")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="entries")
    actor = LineField("người thực hiện", max_length=100)
    post = LineField("vị trí", max_length=300, blank=True)
    address = models.CharField(max_length=45, blank=True)
    committee = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="entries")
    verb = models.CharField("việc", max_length=24)
    thread = models.CharField(max_length=40)  # whose trail it stands in: "directive/12"
    about = models.CharField(max_length=40)  # what was changed: "assignment/45"
    label = LineField("đối tượng", max_length=400)
    note = ProseField("nội dung", blank=True)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    folded = FoldedField("searched", max_length=510)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["thread", "id"], name="entry_by_thread"),
            models.Index(fields=["committee", "-id"], name="entry_by_committee"),
        ]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_entry_per_chain_and_number")]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.actor}: {self.label}"

    @property
    def searched(self) -> str:
        """What the search looks through; it follows from the line and is no part of its hash."""
        return f"{self.actor} {self.label}"

    def get_verb_display(self) -> str:
        from provinces.policy import Verb

        return Verb(self.verb).label

    def digest(self) -> str:
        """The hash of all that this line says, and of the line before it."""
        said = [
            self.chain,
            self.number,
            self.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
            self.on.isoformat(),
            self.user_id,
            self.actor,
            self.post,
            self.address,
            self.committee_id,
            self.verb,
            self.thread,
            self.about,
            self.label,
            self.note,
            self.changes,
            self.previous,
        ]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode()).hexdigest()


def write(verb, row, *, by, **said) -> Entry:
    """Adds the line for one change. Call it last, inside the transaction of the change: it locks the chain's head."""
    return append(line(verb, row, by=by, **said))


def line(verb, row, *, by, committee=None, thread="", label="", note="", changes=None) -> Entry:
    """What the line will say; it is no part of the journal yet."""
    post = by.post_for(verb, row)
    about = f"{row._meta.model_name}/{row.pk}"
    return Entry(
        at=timezone.now(),
        on=by.on,
        user=by.user,
        actor=by.user.full_name if by.user else "Hệ thống",
        post=str(post)[:300] if post else "",
        address=by.address,
        committee=committee,
        verb=verb,
        thread=thread or about,
        about=about,
        label=(label or str(row))[:400],
        note=note,
        changes=json.loads(json.dumps(changes or {}, cls=DjangoJSONEncoder)),
    )


def append(*entries: Entry) -> Entry:
    """Adds lines in their order, one or many: each chain is locked once, the lower number first."""
    chains: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        entry.chain = entry.committee_id or 0
        chains[entry.chain].append(entry)
    with transaction.atomic():
        for chain in sorted(chains):
            head = lock_head(chain)
            for entry in chains[chain]:
                follow(head, entry)
            Entry.objects.bulk_create(chains[chain], batch_size=500)
            JournalHead.objects.filter(pk=head.pk).update(count=head.count, hash=head.hash)
    return entries[-1]


def follow(head: JournalHead, entry: Entry) -> None:
    """Makes the entry the last line of that chain."""
    entry.number, entry.previous = head.count + 1, head.hash
    entry.clean_fields(exclude=["hash", "post", "changes", "user", "committee"])  # what is hashed is what is kept
    entry.hash = entry.digest()
    head.count, head.hash = entry.number, entry.hash


def lock_head(chain: int) -> JournalHead:
    JournalHead.objects.bulk_create([JournalHead(chain=chain)], ignore_conflicts=True)
    return JournalHead.objects.select_for_update().get(pk=chain)


def broken_links() -> list[str]:
    """Every place where the journal does not hold together, in words; empty when it is whole."""
    faults: list[str] = []
    heads = {head.chain: head for head in JournalHead.objects.all()}
    last: dict[int, tuple[int, str]] = {}
    for entry in Entry.objects.order_by("chain", "number").iterator(chunk_size=2000):
        number, previous = last.get(entry.chain, (0, GENESIS))
        if entry.number != number + 1:
            faults.append(f"Chuỗi {entry.chain}: thiếu dòng trước dòng số {entry.number}.")
        elif entry.previous != previous:
            faults.append(f"Chuỗi {entry.chain}: dòng số {entry.number} không nối với dòng trước.")
        if entry.digest() != entry.hash:
            faults.append(f"Chuỗi {entry.chain}: dòng số {entry.number} đã bị sửa.")
        last[entry.chain] = (entry.number, entry.hash)
    for chain, head in heads.items():
        if (head.count, head.hash) != last.get(chain, (0, GENESIS)):
            faults.append(f"Chuỗi {chain}: đuôi không khớp, sổ ghi {head.count} dòng.")
    faults += [f"Chuỗi {chain}: không còn đầu chuỗi." for chain in last if chain not in heads]
    return faults


def differences(before: dict, after: dict) -> dict[str, list]:
    """Which fields changed, from what to what: {"subject": ["cũ", "mới"]}."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
