"""The checks look at every table that the writer fills: a table added without them is noticed here."""

from __future__ import annotations

import pytest
from row_tables import TABLES

from warehouse.row import Row
from warehouse.sqlfiles import statement

OF_OTHERS = {
    "options_id": "names options, which have no table",
    "rules_id": "names rules, which have no table",
    "flow_run_id": "Prefect's own",
    "item_id": "the feed's own",
}
GONE_ON_PURPOSE = {("tombstones", "article_id")}


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_every_key_is_checked_for_standing_twice(name: str, table: type[Row]) -> None:
    check = statement("double_keys", "checks")
    [line] = [line for line in check.splitlines() if line.startswith(f"SELECT '{name}' AS table_name")]
    assert [column for column in table.KEY if f'"{column}"' not in line] == []


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_every_id_is_looked_up_in_its_table(name: str, table: type[Row]) -> None:
    check = statement("orphans", "checks")
    ids = {column for column in table.__annotations__ if column.endswith("_id")} - set(OF_OTHERS)
    own = set(table.KEY) if len(table.KEY) == 1 and name != "article_blocks" else set()
    lost = [column for column in sorted(ids - own) if f"'{name}.{column}'" not in check]
    assert [column for column in lost if (name, column) not in GONE_ON_PURPOSE] == []
