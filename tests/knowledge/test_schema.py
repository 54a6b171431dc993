import pytest

from bodymap import shipped
from bodymap.knowledge import schema


@pytest.mark.parametrize("name", sorted(schema.MODELS))
def test_the_shipped_schema_is_that_of_the_model(name: str) -> None:
    file = shipped.data_dir() / "schema" / f"{name}.json"
    renew = "python -m bodymap.knowledge.schema data/schema"
    assert file.read_text(encoding="utf-8") == schema.text(schema.MODELS[name]), f"renew it with: {renew}"


def test_no_schema_is_left_of_a_model_that_is_gone() -> None:
    assert {file.stem for file in (shipped.data_dir() / "schema").glob("*.json")} == set(schema.MODELS)
