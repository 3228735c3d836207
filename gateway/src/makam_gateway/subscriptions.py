"""What the gateway hears of others, reduced to what it needs."""

from makam_gateway.deputisings.models import Deputising
from makam_kernel.deputisings import keep_deputising

SUBSCRIPTIONS = (keep_deputising(Deputising),)
