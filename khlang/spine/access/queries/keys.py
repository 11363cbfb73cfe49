"""On which keys the marks of national numbers hang (ASVS V11.2.2): what a change of KHLANG_IDENTITY_KEY has still to wait for."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from khlang.platform import tenancy
from khlang.spine.access import identity
from khlang.spine.access.models import HandedOut, NationalIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityKeys:
    """How many identities and hand-out slips hang on an older key of the setting, and how many on a key that is not in it
    any more: whoever is behind those is not recognised."""

    older_identities: int
    older_slips: int
    lost_identities: int
    lost_slips: int


def identity_keys() -> IdentityKeys:
    """What hangs on which key, in the whole installation."""
    first, *older = identity.key_names()
    with tenancy.entrance():
        identities, slips = _by_key(NationalIdentity), _by_key(HandedOut)
    known = {first, *older}
    return IdentityKeys(
        older_identities=sum(identities[each] for each in older),
        older_slips=sum(slips[each] for each in older),
        lost_identities=sum(count for name, count in identities.items() if name not in known),
        lost_slips=sum(count for name, count in slips.items() if name not in known),
    )


def _by_key(model: type[NationalIdentity] | type[HandedOut]) -> Counter[str]:
    rows = model.objects.order_by().values_list("key_name").annotate(rows=Count("id"))
    return Counter(dict(rows))
