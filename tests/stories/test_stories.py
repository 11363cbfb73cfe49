"""Every .feature file of this folder is a story; a new one needs no Python."""

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.django_db
scenarios(".")
