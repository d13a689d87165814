from aia.kit.ids import derived_id, new_id


def test_new_ids_are_version_7_and_in_order_of_time() -> None:
    made = [new_id() for _ in range(500)]
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == len(made)
    stamps = [one.int >> 80 for one in made]
    assert stamps == sorted(stamps)


def test_derived_ids_depend_on_every_part_and_on_where_parts_end() -> None:
    assert derived_id("a", "b") == derived_id("a", "b")
    assert len({derived_id("a", "b"), derived_id("ab"), derived_id("b", "a")}) == 3
