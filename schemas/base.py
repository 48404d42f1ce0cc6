"""What every noun has in common: it is a value. It does not change, and it refuses what it does not know."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value; unknown keys are refused on load, so that a misspelt profile or record is loud."""

    model_config = ConfigDict(frozen=True, extra="forbid")
