"""Newsletters: counts of campaigns add up by the month of sending, and names are never read."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.model import Kind
from kpi.readers import newsletter, read
from kpi.readers.cells import Raw
from tests.readers.told import asking, codes, example, figures, reading, text, workbook

CONTACT = (
    "Time Sent,Campaign Name,Sends,Opens,Open Rate,Clicks,Click Rate,Bounces,Bounce Rate,"
    "Unsubscribes,Unsubscribe Rate\n"
)


def sent(*rows: str) -> str:
    return "Send Date,Title,Total Recipients,Unique Opens\n" + "\n".join(rows)


def test_campaigns_add_up_by_the_month_of_sending() -> None:
    told = reading(
        newsletter,
        text(
            CONTACT
            + """2025/03/11 2:02 PM,"Spring, at last",79,36,48.0%,9,12.0%,4,5.1%,0,0.0%
            2025/02/28 11:59 PM,Winter,100,50,50.0%,10,10.0%,0,0.0%,1,1.0%
            2025/03/01 12:00 AM,Thaw,21,4,19.0%,1,5.0%,0,0.0%,2,9.5%"""
        ),
    )
    assert figures(told, "Sends") == {"2025-M02": "100", "2025-M03": "100"}
    assert figures(told, "Opens") == {"2025-M02": "50", "2025-M03": "40"}
    assert figures(told, "Unsubscribes") == {"2025-M02": "1", "2025-M03": "2"}
    assert figures(told, "Campaign Name") == {"2025-M02": "1", "2025-M03": "2"}
    assert {one.kind for one in told.series} == {Kind.FLOW}
    (sends,) = [one for one in told.series if one.label == "Sends"]
    assert sends.concept == "newsletter_sends"
    assert [it.cell for it in sends.figures] == ["csv!C3", "csv!C2"]
    assert codes(told.findings) == [
        ("first-and-last-month", "csv!A2", "2/2025, 3/2025"),
        (
            "columns-left-out",
            "csv!E1",
            "Open Rate, Click Rate, Bounce Rate, Unsubscribe Rate",
        ),
    ]


def test_no_campaign_name_is_in_what_is_told() -> None:
    told = reading(newsletter, text(sent("2025-03-11 14:02,Secret plan,79,36")))
    assert "Secret" not in repr(told)


@pytest.mark.parametrize(
    "raw",
    [
        "2025/03/11 2:02 PM",
        "2025-03-11",
        "2025-03-11T14:02:00.000Z",
        "2025-03-11 14:02:00 +02:00",
        "11.3.2025 klo 14.02",
        "11.03.2025",
        "Mar 11, 2025 02:02 pm",
        "March 11, 2025",
        "11 Mar 2025",
        "Tue, 11 Mar 2025 14:02:00 +0200",
        "11. maaliskuuta 2025 klo 14.02",
        "11. maalisk. 2025",
        dt.datetime(2025, 3, 11, 14, 2),  # noqa: DTZ001
        dt.date(2025, 3, 11),
    ],
)
def test_a_day_however_it_is_written(raw: Raw) -> None:
    head = ["Send Date", "Title", "Total Recipients", "Unique Opens"]
    told = reading(newsletter, workbook(("campaigns", [["Report"], head, [raw, "x", 79, 36.0]])))
    assert figures(told, "Unique Opens") == {"2025-M03": "36"}


@pytest.mark.parametrize(
    "raw",
    ["2025/03/11 foo", "Foo 11, 2025", "13/13/2025", "Total", "2025-02-30", dt.date(1066, 1, 1), 5],
)
def test_what_is_no_day_is_an_error_in_its_cell(raw: Raw) -> None:
    head = ["Send Date", "Title", "Total Recipients", "Unique Opens"]
    told = reading(newsletter, workbook(("campaigns", [head, [raw, "x", 79, 36]])))
    assert [(one.code, one.cell) for one in told.findings] == [("date-unreadable", "campaigns!A2")]
    assert told.series == ()


@pytest.mark.parametrize(
    ("rows", "months"),
    [
        (["03/25/2025,x,7,3", "03/11/2025,x,5,2"], {"2025-M03": "12"}),
        (["25/03/2025,x,7,3", "03/11/2025,x,5,2"], {"2025-M03": "7", "2025-M11": "5"}),
        (["03/03/2025 2:02 PM,x,7,3"], {"2025-M03": "7"}),
    ],
)
def test_the_column_settles_the_order_of_day_and_month(
    rows: list[str], months: dict[str, str]
) -> None:
    put = asking()
    told = reading(newsletter, text(sent(*rows)), put)
    assert figures(told, "Total Recipients") == months
    assert put.questions == ()


def test_an_order_that_nothing_settles_is_asked_about() -> None:
    book = text(sent("03/03/2025,x,7,3", "03/11/2025 2:02 PM,x,5,2"))
    put = asking()
    told = reading(newsletter, book, put)
    (question,) = put.questions
    assert (question.name, question.choices) == (
        "which-day-order:csv!A3",
        ("day-first", "month-first"),
    )
    assert question.key == "newsletter which-day-order send date"
    assert told.series == ()
    american = reading(newsletter, book, asking({question.name: "month-first"}))
    assert figures(american, "Total Recipients") == {"2025-M03": "12"}
    finnish = reading(newsletter, book, asking({question.name: "day-first"}))
    assert figures(finnish, "Total Recipients") == {"2025-M03": "7", "2025-M11": "5"}


def test_orders_that_contradict_each_other_are_refused() -> None:
    told = reading(newsletter, text(sent("25/03/2025,x,7,3", "03/25/2025,x,5,2")))
    (finding,) = told.findings
    assert (finding.code, finding.cell, finding.facts["where"]) == (
        "day-order-mixed",
        "csv!A2",
        "csv!A3",
    )


def test_dates_that_a_spreadsheet_turned_in_part_are_refused() -> None:
    head = ["Send Date", "Total Recipients", "Unique Opens"]
    rows = [head, ["03/25/2025", 7, 3], [dt.date(2025, 11, 3), 5, 2]]
    told = reading(newsletter, workbook(("campaigns", rows)))
    assert codes(told.findings) == [("days-damaged", "campaigns!A3", "3.11.2025")]


@pytest.mark.parametrize("day", ["2025-03-12", "03/12/2025"])
def test_campaigns_above_the_headings_are_not_lost_in_silence(day: str) -> None:
    """Rows that were sorted together with their headings would be missing from the month."""
    head, row = sent("2025-03-11,x,79,36").split("\n")
    told = reading(newsletter, text(f"{day},y,10,5\n{head}\n{row}"))
    assert codes(told.findings) == [("heading-missing", "csv!A1", "")]
    assert told.series == ()


def test_a_title_above_the_headings_is_none_of_them() -> None:
    told = reading(newsletter, text("Tilanne,tammi\n2025-03-12\n" + sent("2025-03-11,x,79,36")))
    assert figures(told, "Total Recipients") == {"2025-M03": "79"}


def test_a_sum_with_a_part_missing_is_not_taken() -> None:
    told = reading(
        newsletter, text(sent("2025-03-11,x,79,", "2025-03-12,x,10,5", "2025-04-01,x,5,2"))
    )
    assert figures(told, "Total Recipients") == {"2025-M03": "89", "2025-M04": "5"}
    assert figures(told, "Unique Opens") == {"2025-M04": "2"}
    (finding,) = [one for one in told.findings if one.code == "sum-lacks-a-part"]
    assert (finding.cell, finding.found, finding.facts["name"]) == (
        "csv!D2",
        "Unique Opens",
        "3/2025",
    )


def test_a_number_that_is_damaged_is_an_error_in_its_cell() -> None:
    told = reading(newsletter, text(sent("2025-03-11,x,1.240,3.huhti", "2025-03-12,x,1,1")))
    assert [(one.code, one.cell) for one in told.findings[1:]] == [
        ("count-not-whole", "csv!C2"),
        ("not-a-number", "csv!D2"),
    ]


def test_a_draft_is_no_campaign() -> None:
    told = reading(newsletter, text(sent("2025-03-11,x,79,36", ",draft,0,", ",draft,,")))
    assert figures(told, "Title") == {"2025-M03": "1"}
    told = reading(newsletter, text(sent("2025-03-11,x,79,36", ",x,5,1")))
    assert codes(told.findings) == [("date-unreadable", "csv!A3", "")]
    assert reading(newsletter, text(sent(",draft,,"))).series == ()


def test_a_name_that_breaks_a_row_is_refused() -> None:
    told = reading(newsletter, text(sent("2025-03-11,Spring, at last,79,36")))
    assert codes(told.findings) == [("row-longer-than-headings", "csv!E2", "36")]


def test_finnish_headings_without_a_name() -> None:
    told = reading(
        newsletter, text("Lähetysaika;Vastaanottajia;Avaukset;Klikkaukset\n3.2.2025;1 240;7;5", ";")
    )
    assert figures(told, "Vastaanottajia") == {"2025-M02": "1240"}
    assert figures(told, "Lähetysaika") == {"2025-M02": "1"}


def test_details_are_told_and_never_asked_about() -> None:
    told = reading(newsletter, text("Send Date,Sends,Hard Bounces\n2025-03-11,79,2"))
    assert [(one.label, one.wanted) for one in told.series] == [
        ("Send Date", True),
        ("Sends", True),
        ("Hard Bounces", False),
    ]


@pytest.mark.parametrize(
    "lines", ["Send Date,Sends\n2025-03-11,5", "Sends,Opens\n5,6", "Status,Rate\nx,5%"]
)
def test_what_is_no_list_of_campaigns_is_left_to_others(lines: str) -> None:
    assert newsletter.recognise(text(lines)) == ""


def test_sheets_of_two_lists_and_a_hidden_one() -> None:
    head = ["Send Date", "Sends", "Opens"]
    book = workbook(
        ("a", [head, ["2025-03-11", 7, 3]]),
        ("b", [["note"]]),
        ("c", [head, ["2025-04-11", 5, 2]]),
        ("d", [head, ["2025-05-11", 5, 2]]),
        hidden=["d"],
    )
    told = reading(newsletter, book)
    assert figures(told, "Sends") == {"2025-M03": "7", "2025-M04": "5"}
    assert ("sheet-not-read", "d!A1", "d") in codes(told.findings)


def test_the_file_is_read_from_its_bytes() -> None:
    told = read("email_clicks.csv", sent("2025-03-11,x,79,36").encode("utf-8-sig"))
    assert told.format == "newsletter"
    assert figures(told.series, "Unique Opens") == {"2025-M03": "36"}


def test_a_real_list() -> None:
    form, series = example("newsletter", "email_clicks.csv")
    assert form == "newsletter"
    expected = {
        "Sends": ("4424", "2470", "4882"),
        "Opens": ("1448", "969", "1587"),
        "Clicks": ("544", "298", "562"),
    }
    for label, sums in expected.items():
        months = figures(series, label)
        assert months == dict(zip(("2024-M12", "2025-M02", "2025-M03"), sums, strict=True))


# --- rows that are no campaign, or one that was told already


def test_the_same_row_twice_is_counted_once_and_said() -> None:
    """Two downloads that were put together share some: a month had twice its newsletters."""
    row = "2025-03-11,A,79,36"
    told = reading(newsletter, text(sent(row, "2025-03-12,A,79,36", row)))
    assert figures(told, "Total Recipients") == {"2025-M03": "158"}
    assert figures(told, "Title") == {"2025-M03": "2"}
    assert ("campaign-twice", "csv!A4", "csv!A4") in codes(told.findings)


@pytest.mark.parametrize("state", ["Draft", "scheduled", "Luonnos", "Ajastettu", "Testi"])
def test_what_was_not_sent_is_not_counted(state: str) -> None:
    head = "Send Date,Title,Status,Total Recipients,Unique Opens\n"
    rows = f"2025-03-11,A,Sent,79,36\n2025-03-12,B,{state},100,0"
    told = reading(newsletter, text(head + rows))
    assert figures(told, "Total Recipients") == {"2025-M03": "79"}
    assert ("campaigns-not-sent", "csv!A3", "csv!A3") in codes(told.findings)


def test_what_is_ahead_is_planned() -> None:
    told = reading(newsletter, text(sent("2025-11-25,A,79,36", "2025-11-26,B,100,0")))
    assert figures(told, "Total Recipients") == {"2025-M11": "79"}
    assert ("campaigns-not-sent", "csv!A3", "csv!A3") in codes(told.findings)


@pytest.mark.parametrize("name", ["Total", ""])
def test_a_sum_below_is_no_campaign(name: str) -> None:
    told = reading(
        newsletter, text(sent("2025-03-11,A,79,36", "2025-03-12,B,1,0", f",{name},80,36"))
    )
    assert figures(told, "Total Recipients") == {"2025-M03": "80"}
    assert figures(told, "Title") == {"2025-M03": "2"}
    assert codes(told.findings)[0] == ("totals-left-out", "csv!A4", "csv!A4")


def test_shares_under_the_name_of_a_count_are_left_out() -> None:
    told = reading(newsletter, text("Send Date,Sends,Opens,Clicks\n2025-03-11,79,48.0%,9"))
    assert [one.label for one in told.series] == ["Send Date", "Sends", "Clicks"]
    assert codes(told.findings)[-1] == ("columns-left-out", "csv!C1", "Opens")


def test_columns_with_figures_that_nobody_knows_are_said() -> None:
    told = reading(newsletter, text("Send Date,Sends,Clicks,Forwards,Id\n2025-03-11,79,9,3,abc"))
    assert codes(told.findings)[-1] == ("columns-not-known", "csv!D1", "Forwards")


@pytest.mark.parametrize(
    ("head", "sends"),
    [
        ("Kampanja,Lähetyspäivä,Lähetetyt,Perille menneet,Avanneet,Klikanneet", "Lähetetyt"),
        ("Nimi,Lähetysaika,Vastaanottajat,Toimitettu,Avaukset (uniikit),Klikit", "Vastaanottajat"),
        ("Uutiskirje,Pvm,Lähetettyjä,Perillä,Avauksia,Klikkauksia", "Lähetettyjä"),
    ],
)
def test_finnish_lists(head: str, sends: str) -> None:
    told = reading(newsletter, text(f"{head}\nA,3.6.2025 9:00,100,98,50,25\nB,17.6.2025,1,1,1,1"))
    assert figures(told, sends) == {"2025-M06": "101"}
    assert len(told.series) == 5
    assert codes(told.findings) == [("first-and-last-month", "csv!B2", "6/2025")]


def test_days_of_a_list_without_names_are_no_time_of_sending() -> None:
    lines = "Pvm,Avaukset,Klikkaukset\n3.6.2025,10,2\n4.6.2025,1,1"
    assert newsletter.recognise(text(lines)) == ""


def test_letters_to_two_lists_are_added_up_and_that_is_said() -> None:
    head = "Send Date,Title,Audience,Sends,Opens\n"
    rows = "2025-03-11,A,Yritykset,79,36\n2025-03-12,B,Asukkaat,1,0"
    told = reading(newsletter, text(head + rows))
    assert figures(told, "Sends") == {"2025-M03": "80"}
    assert ("lists-added-up", "csv!A1", "Yritykset, Asukkaat") in codes(told.findings)
    one = reading(newsletter, text(head + rows.replace("Asukkaat", "Yritykset")))
    assert "lists-added-up" not in [it.code for it in one.findings]


@pytest.mark.parametrize("word", ["Sent", "Lähetetty"])
def test_sent_is_when_or_how_many_and_the_cell_below_tells(word: str) -> None:
    when = reading(newsletter, text(f"Name,{word},Recipients,Opened\nA,2025-03-11 09:00,79,36"))
    assert figures(when, "Recipients") == {"2025-M03": "79"}
    count = reading(newsletter, text(f"Campaign,{word},Clicked,Sent date\nA,79,36,2025-03-11"))
    assert figures(count, word) == {"2025-M03": "79"}
