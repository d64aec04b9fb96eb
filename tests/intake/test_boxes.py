

@pytest.mark.parametrize(
    ("text", "options", "marked"),
    [
        ("   Yes    {x] No", ("yes", "no"), "no"),
        ("[x] Yes    {    No", ("yes", "no"), "yes"),
        ("Yes [ ]  No [X]", ("yes", "no"), "no"),
        ("      Regular    {x} Expedited       Modification", ("regular", "expedited", "modification"), "expedited"),
    ],
)
def test_a_scan_may_lose_the_empty_boxes(text: str, options: tuple[str, ...], marked: str) -> None:
    assert ticked(text, options) == marked
