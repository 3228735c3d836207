"""What is due is done once: with two instances, after failures, after jumps of the clock."""

from datetime import timedelta

from conftest import parallel
from little_service.models import Thing
from little_service.service import SERVICE
from sqlalchemy import select

from makam_kernel.jobs import Job
from makam_kernel.testing import do_what_is_due, told


def job(process):
    """The one job."""
    with process.database.reading() as session:
        return session.scalar(select(Job))


def runner(process):
    """The worker that does jobs."""
    return next(worker for worker in process.workers if worker.name == "jobs")


def test_a_job_is_done_once_though_two_instances_do_it_at_once(a_process, process, person):
    second = a_process(SERVICE, process.settings.database)
    person(process, "clerk").keep_thing(label="a")
    parallel([runner(one).step for one in (process, second) * 3])
    assert [row.type for row in told(process)] == ["thing.kept.v1", "thing.finished.v1"]
    assert job(process).state == "done"


def test_a_job_waits_for_business_time_and_survives_its_jumps(process, person):
    clerk = person(process, "clerk")
    kept = clerk.keep_thing(label="a")
    later = process.clock.now() + timedelta(days=9)
    with process.database.transaction() as session:
        session.scalar(select(Job)).next_at = later
    for jump, state in ((timedelta(hours=-1), "kept"), (timedelta(days=8), "kept"), (timedelta(days=2), "finished")):
        process.clock.set(process.clock.now() + jump)
        do_what_is_due(process)
        do_what_is_due(process)
        assert clerk.get_thing(thing_id=kept["id"])["state"] == state
    assert len(told(process)) == 2


def test_a_job_that_fails_is_kept_with_its_error_tried_again_and_parked(process, person, caplog):
    person(process, "clerk").keep_thing(label="a")

    def fail(tx, _id):
        tx.session.execute(select(Thing))
        raise ValueError("Ayşe Yılmaz")

    runner(process).handlers = {"finish": fail}
    for attempt in range(1, 9):
        do_what_is_due(process)
        assert (job(process).attempts, job(process).error) == (attempt, "ValueError")
        process.clock.set(job(process).next_at + timedelta(seconds=1))
    assert job(process).state == "parked" and "Ayşe" not in caplog.text
    assert [row.type for row in told(process)] == ["thing.kept.v1"]


def test_asking_twice_for_the_same_is_asking_once(process):
    from makam_kernel.actor import service_actor

    def plan(tx):
        for _ in range(2):
            tx.later("finish", "thing/1", process.clock.now().replace(microsecond=0))

    process.work(service_actor("little"), plan)
    with process.database.reading() as session:
        assert len(session.scalars(select(Job)).all()) == 1
