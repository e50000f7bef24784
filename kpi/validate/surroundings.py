"""Whether what stands around a table lets a row's name mean what it usually means.

Refuses to take "Facebook followers" under the title "Targets 2026" for the followers. A name is
believed under a title or sheet of plain words, of the indicator's own words, or of the owner's; any
other surroundings are asked about together with the name.
"""

from __future__ import annotations

import re

from kpi.catalogue import Catalogue

# Words that say nothing of what is counted; months and years come on top.
_PLAIN = """
    seuranta seurannat seurantataulukko luvut luku mittari mittarit mittaristo tilasto tilastot
    data taulukko taulukot taul sheet laskentataulukko aineisto yhteenveto raportti kuukausi
    kuukausittain kuukausiraportti kuukausiseuranta kk vuosi vuodet vuosittain kpl määrä määrät
    toteuma toteumat toteutuma toteutunut toteutuneet viestintä some somekanavat sosiaalinen
    media sosiaalisen median kanava kanavat kävijät kävijämäärät käynnit seuraajat
    seuraajamäärät verkkosivut verkkosivujen verkkosivusto kotisivut sivusto sivustot nettisivut
    palvelut palvelu toiminta toiminnan ja monitoring tracking figures figure indicator
    indicators metrics metric statistics table tables summary report month monthly months year
    yearly years number numbers actual actuals communications social channels channel visitors
    visits followers website websites site and of the tammi helmi maalis huhti touko kesä heinä
    elo syys loka marras joulu tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu
    elokuu syyskuu lokakuu marraskuu joulukuu january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep oct nov dec neljännes
    puolivuosi quarter half
"""
_STEM = 7


def _stems(text: str) -> frozenset[str]:
    return frozenset(one[:_STEM] for one in re.findall(r"[^\W\d_]{2,}", text.casefold()))


_PLAIN_STEMS = _stems(_PLAIN)


def neutral(surroundings: str, indicator: str, catalogue: Catalogue) -> bool:
    """Say whether a title and a sheet's name leave the meaning of an indicator's name as it is.

    Args:
        surroundings: the words around the table; empty when there are none.
        indicator: what the row's name would mean.
        catalogue: the indicator's names, its area's and the owner's.
    """
    one = catalogue.indicators[indicator]
    area, owner = catalogue.areas[one.service_area], catalogue.organisation.name
    texts = (one.name, one.source, area.name, area.short_name, owner)
    own = " ".join(word for text in texts for word in (text.fi, text.en))
    known = _stems(" ".join((own, *one.headings))) | _PLAIN_STEMS
    return _stems(surroundings) <= known
