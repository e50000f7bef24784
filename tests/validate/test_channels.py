"""Whose channel figures are of: one channel's indicator is never offered for another's."""

from __future__ import annotations

import pytest

from kpi.catalogue_rows import Indicator, Text
from kpi.model import Kind
from kpi.readers import Series
from kpi.validate.channels import of_series, suits
from tests.factories import catalogue


def about(fi: str, source: str = "Tilasto") -> Indicator:
    plain = catalogue().indicators["trips"]
    names = {"name": Text(fi=fi, en="-"), "source": Text(fi=source, en="-")}
    return plain.model_copy(update=names)


def fits(form: str, label: str, concept: str, indicator: Indicator) -> bool:
    one = Series(label, "csv!A1", (), Kind.FLOW, concept)
    return suits(indicator, of_series(one, form))


@pytest.mark.parametrize(
    ("form", "label", "concept", "channel"),
    [
        ("meta-daily", "Instagram views", "instagram_views", "instagram"),
        ("meta-daily", "Views", "instagram_views", "instagram"),
        ("meta-daily", "Facebook-käynnit", "", "facebook"),
        ("linkedin-content", "Impressions (total)", "linkedin_impressions", "linkedin"),
        ("tiktok", "Video Views", "tiktok_video_views", "tiktok"),
        ("youtube", "Katselukerrat", "youtube_views", "youtube"),
        ("ga4-report", "Views", "views", ""),
        ("matomo", "Toiminnot", "actions", ""),
        ("newsletter", "Avaukset", "newsletter_opens", ""),
    ],
)
def test_another_channel_s_indicator_is_not_offered(
    form: str, label: str, concept: str, channel: str
) -> None:
    for name in ("facebook", "instagram", "linkedin", "tiktok", "youtube"):
        by_name, by_source = about(f"{name.title()}-näytöt"), about("Näytöt", name.title())
        assert fits(form, label, concept, by_name) is (name == channel)
        assert fits(form, label, concept, by_source) is (name == channel)
    assert fits(form, label, concept, about("Näyttökerrat"))


def test_a_title_without_a_platform_may_be_of_either() -> None:
    assert fits("meta-daily", "Views", "", about("Facebook-näytöt"))
    assert fits("meta-daily", "Views", "", about("Instagram-näytöt"))
    assert not fits("meta-daily", "Views", "", about("LinkedIn-näytöt"))


def test_an_indicator_of_several_channels_is_each_one_s() -> None:
    both = about("Facebook- ja Instagram-näytöt")
    assert fits("meta-daily", "Instagram views", "instagram_views", both)
    assert not fits("tiktok", "Video Views", "tiktok_video_views", both)


@pytest.mark.parametrize("form", ["table", "pxweb", "workbook"])
def test_a_table_may_tell_of_any(form: str) -> None:
    assert fits(form, "Näytöt", "", about("Facebook-näytöt"))
