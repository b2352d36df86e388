"""The day's letter: at least once, never twice by the program's own doing, and to nobody who may not read it."""

import datetime
import threading
from email import message_from_bytes

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection

from assignments import mailing, notices
from assignments.models import Mail, Notice
from provinces.models import Post, User
from provinces.policy import Verb
from tests import world as cast
from tests.world import TODAY

DAY = datetime.timedelta(days=1)


@pytest.fixture
def task(world):
    User.objects.filter(pk=world.khoi.pk).update(email="khoi@khoaichau.example.vn")
    made = world.assignment(due_on=TODAY - DAY)
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return made


class Killed(BaseException):
    """What no handler of errors may catch."""


class Postman(BaseEmailBackend):
    """A mail server that breaks or kills the sender when told to, before or after it has taken the letter."""

    taken: list[str] = []
    orders: list[str] = []

    def send_messages(self, messages):
        order = self.orders.pop(0) if self.orders else "take"
        if order == "refuse":
            raise OSError("the line is dead")
        if order == "die before":
            raise Killed
        self.taken.extend(message.message()["Message-ID"] for message in messages)
        if order == "die after":
            raise Killed
        return len(messages)


@pytest.fixture
def postman(settings):
    settings.EMAIL_BACKEND = f"{Postman.__module__}.Postman"
    Postman.taken, Postman.orders = [], []
    return Postman


def test_one_letter_a_day_holds_everything(task, world):
    notices.tell_of_the_clock(TODAY)
    task.perform(Verb.URGE, by=world.reach(world.lan), note="Đề nghị báo cáo ngay.")
    call_command("send_mail")
    call_command("daily")
    (letter,) = outbox.outbox
    assert letter.to == ["khoi@khoaichau.example.vn"]
    assert letter.subject == "Sổ Chỉ đạo: 2 thông báo ngày 10/05/2021"
    assert letter.body == (
        "Kính gửi đồng chí Đặng Đình Khôi,\n\n"
        "- Đôn đốc: 261-CV/TU, yêu cầu 1, Huyện ủy Khoái Châu\n"
        "  Lần 1: Đề nghị báo cáo ngay.\n"
        f"  http://127.0.0.1:8000/nhiem-vu/{task.pk}/\n"
        "- Quá hạn: 261-CV/TU, yêu cầu 1, Huyện ủy Khoái Châu (hạn 09/05/2021)\n"
        f"  http://127.0.0.1:8000/nhiem-vu/{task.pk}/\n\n"
        "Thư này do Sổ Chỉ đạo gửi tự động, mời đồng chí không trả lời thư.\n"
    )


def test_what_comes_after_the_letter_goes_into_the_next_days(task, world):
    call_command("daily")
    task.perform(Verb.URGE, by=world.reach(world.lan), note="Đề nghị báo cáo ngay.")
    call_command("send_mail")
    assert len(outbox.outbox) == 1
    with time_machine.travel(datetime.datetime.fromisoformat("2021-05-11T07:00:00+07:00")):
        call_command("daily")
        call_command("daily")
    assert [letter.subject for letter in outbox.outbox][1:] == ["Sổ Chỉ đạo: 1 thông báo ngày 11/05/2021"]
    assert "Lần 1" in outbox.outbox[1].body


def test_a_person_without_an_address_gets_no_letter_and_an_ended_post_none_either(task, world):
    world.assignment(world.phu_cu, due_on=TODAY - DAY)
    notices.tell_of_the_clock(TODAY)
    assert Notice.objects.of(world.phuc).exists()
    Post.objects.filter(user=world.khoi).update(valid_to=TODAY - DAY)
    call_command("send_mail")
    assert outbox.outbox == []


def test_no_word_of_anybody_becomes_a_header(task, world):
    evil = "Kính gửi\r\nBcc: ke-xau@example.com\r\n\r\nXấu"
    User.objects.filter(pk=world.khoi.pk).update(full_name=evil)
    task.perform(Verb.URGE, by=world.reach(world.lan), note=evil)
    call_command("send_mail")
    message = message_from_bytes(outbox.outbox[0].message().as_bytes())
    assert set(message.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
        "Auto-Submitted",
    }  # fmt: skip


def test_a_broken_address_is_laid_aside_after_five_tries_shown_to_the_administrator_and_sent_again(
    task, world, postman, sign_in
):
    postman.orders = ["refuse"] * 5
    notices.tell_of_the_clock(TODAY)
    for _ in range(7):
        call_command("send_mail")
    mail = Mail.objects.get()
    assert (mail.state, mail.tries, mail.fault) == ("FAILED", 5, "OSError: the line is dead")
    quan = sign_in(world.quan)
    assert quan.get("/healthz").json()["undelivered_mail"] == 1
    assert "Đặng Đình Khôi" in quan.get("/thu-chua-gui/").content.decode()
    assert quan.post(f"/thu-chua-gui/{mail.pk}/gui-lai/", {"key": "gui-lai"}).status_code == 302
    call_command("send_mail")
    assert len(postman.taken) == 1
    assert quan.get("/thu-chua-gui/").context["page"].object_list.count() == 0


@pytest.mark.parametrize(
    ("orders", "taken"),
    [
        (["die before"], 1),
        (["die after"], 2),
        (["refuse", "die before", "die after", "refuse"], 2),
        (["take", "die after"], 1),
    ],
)
def test_killed_at_any_moment_a_letter_arrives_and_a_repeated_one_is_known_by_its_id(task, postman, orders, taken):
    notices.tell_of_the_clock(TODAY)
    postman.orders = list(orders)
    clock = datetime.datetime.fromisoformat("2021-05-10T09:00:00+07:00")
    for _ in range(8):
        clock += mailing.STALE + datetime.timedelta(minutes=1)
        with time_machine.travel(clock):
            try:
                call_command("send_mail")
            except Killed:
                call_command("send_mail")  # at once: the claim is fresh, another sender leaves it alone
    assert len(postman.taken) == taken
    assert len(set(postman.taken)) == 1
    assert Mail.objects.get().state == "SENT"


def test_five_killed_senders_lay_a_letter_aside(task, postman):
    notices.tell_of_the_clock(TODAY)
    postman.orders = ["die before"] * 9
    clock = datetime.datetime.fromisoformat("2021-05-10T09:00:00+07:00")
    for _ in range(5):
        clock += mailing.STALE + datetime.timedelta(minutes=1)
        with time_machine.travel(clock), pytest.raises(Killed):
            call_command("send_mail")
    with time_machine.travel(clock + DAY / 2):
        call_command("send_mail")
    assert (Mail.objects.get().state, postman.taken) == ("FAILED", [])


def test_two_senders_at_once_send_each_letter_once(committing, postman):
    world = cast.build()
    for number in range(12):
        user = User.objects.create_user(f"dm{number}", full_name=f"Người {number}", email=f"dm{number}@example.vn")
        Post.objects.create(user=user, body=world.khoai_chau, role="FOCAL")
    world.assignment(world.khoai_chau, due_on=TODAY - DAY)
    together, faults = threading.Barrier(2), []

    def send():
        try:
            together.wait()
            mailing.send_due(TODAY)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert faults == []
    assert len(postman.taken) == len(set(postman.taken)) == 12
