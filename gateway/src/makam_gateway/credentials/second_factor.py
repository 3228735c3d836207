"""The second factor at work: whose sign-in needs one, and whether a code is one."""

from sqlalchemy import delete, func, select, update

from makam_gateway.credentials.models import BACKUP_CODES, BackupCode, Credentials, hash_backup_code, new_backup_code

REQUIRED_FROM = {"mayor", "director", "operator"}
"""Whoever has one of these roles, be it as a deputy, signs in with two factors; on a demonstration they may do without,
since its sign-ins are on everybody's screen."""


def is_required(actor, demo):
    """Whether this one must have a second factor."""
    return not demo and actor.has(*REQUIRED_FROM)


def who_has_one(session, person_ids):
    """Those of these people who have set one up."""
    query = select(Credentials.person_id).where(Credentials.person_id.in_(person_ids))
    return set(session.scalars(query.where(Credentials.totp_since.is_not(None))))


def credentials_of(session, person_id):
    """A person's credentials, locked; fresh ones for whoever had none."""
    found = session.get(Credentials, person_id, with_for_update=True, populate_existing=True)
    if found is None:
        found = Credentials(person_id=person_id, one_time_password=False, totp_step=0)
        session.add(found)
    return found


def take(tx, credentials, code, now):
    """Whether ``code`` proves the person: by their telephone, or as a backup code not used before."""
    return credentials.take_totp(code, now) or _take_backup(tx, credentials.person_id, code, now)


def _take_backup(tx, person_id, code, now):
    unused = update(BackupCode).where(
        BackupCode.person_id == person_id,
        BackupCode.code_hash == hash_backup_code(tx.process.keys.secret, code),
        BackupCode.used_at.is_(None),
    )
    return tx.session.execute(unused.values(used_at=now)).rowcount == 1


def new_backup_codes(tx, person_id):
    """Backup codes in place of all earlier ones; to be shown once."""
    forget_backup_codes(tx, person_id)
    codes = [new_backup_code() for _ in range(BACKUP_CODES)]
    hashes = [hash_backup_code(tx.process.keys.secret, code) for code in codes]
    tx.session.add_all(BackupCode(person_id=person_id, code_hash=one) for one in hashes)
    return codes


def forget_backup_codes(tx, person_id):
    """Without a second factor there is nothing to stand in for."""
    tx.session.execute(delete(BackupCode).where(BackupCode.person_id == person_id))


def backup_codes_left(session, person_id):
    """How many a person has not used yet."""
    unused = select(func.count()).select_from(BackupCode)
    return session.scalar(unused.where(BackupCode.person_id == person_id, BackupCode.used_at.is_(None)))
