"""What must hold is asserted in a module beside the test: it says there what did not."""

import pytest

pytest.register_assert_rewrite("tests.faults.promises")
