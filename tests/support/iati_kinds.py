"""Activities that differ from the sample in one thing, as public ones do: what is malformed, double, missing, unusual."""

from __future__ import annotations

from iati_sample import Break, beside, both, drop, etree, put, say, within

from cic.iati.parts import LANG

PERIOD = "result/indicator/period"
_BUDGET = (
    '<budget><period-start iso-date="{}"/><period-end iso-date="{}"/><value value-date="2033-01-01">{}</value></budget>'
)
_TRANSACTION = '<transaction><transaction-type code="{}"/><transaction-date iso-date="2031-02-01"/><value value-date="2031-02-01">{}</value></transaction>'


def _period(start: str, end: str, inner: str) -> str:
    return f'<period><period-start iso-date="{start}"/><period-end iso-date="{end}"/>{inner}</period>'


KINDS: dict[str, Break] = {
    "date malformed planned": put("activity-date[@type='1']", "iso-date", "01/02/2031"),
    "date feb30": put("activity-date[@type='3']", "iso-date", "2035-02-30"),
    "date datetime": put("activity-date[@type='1']", "iso-date", "2031-01-01T00:00:00+02:00"),
    "date empty": put("activity-date[@type='1']", "iso-date", ""),
    "date year 0": put("activity-date[@type='1']", "iso-date", "0000-01-01"),
    "date 9999": put("activity-date[@type='3']", "iso-date", "9999-12-31"),
    "end before start": put("activity-date[@type='3']", "iso-date", "2030-12-31"),
    "dates swapped all": both(
        put("activity-date[@type='1']", "iso-date", "2036-01-01"),
        put("activity-date[@type='2']", "iso-date", "2036-01-01"),
    ),
    "no dates at all": drop("activity-date"),
    "two starts": beside("activity-date", "<activity-date type='1' iso-date='2031-05-01'/>"),
    "date type 9": put("activity-date", "type", "9"),
    "date narrative": within("activity-date", "<narrative>Start</narrative>"),
    "budget 3 years": put("budget/period-end", "iso-date", "2033-12-31"),
    "budgets overlapping": beside(
        "budget[2]",
        _BUDGET.format("2031-06-01", "2032-05-31", "5"),
        _BUDGET.format("2031-06-01", "2032-05-31", "5"),
    ),
    "budget end before": put("budget/period-end", "iso-date", "2030-12-31"),
    "budget neg": say("budget/value", "-5.00"),
    "budget text": say("budget/value", "1,000.5"),
    "budget NA": say("budget/value", "N/A"),
    "budget pct": say("budget/value", "50%"),
    "budget decimals": say("budget/value", "1000.333333333333"),
    "budget digits": say("budget/value", "0." + "3" * 35),
    "transaction zeros": say("transaction/value", "10.12340000000000"),
    "transaction decimals": say("transaction/value", "10.333333333333"),
    "budget exp": say("budget/value", "1e5"),
    "budget inf": say("budget/value", "INF"),
    "budget plus": say("budget/value", "+5.0"),
    "budget spaces": say("budget/value", " 5.00\n"),
    "budget huge": say("budget/value", "9" * 20),
    "budget no value": drop("budget/value"),
    "budget two values": within("budget", "<value>3</value>"),
    "budget type x": put("budget", "type", "x"),
    "budget-line": within("budget", "<budget-line><value value-date='2031-01-01'>3</value></budget-line>"),
    "no currency": put(".", "default-currency", None),
    "currency lower": put(".", "default-currency", "eur"),
    "currency unknown": put(".", "default-currency", "ZZZ"),
    "currency value unknown": put("budget/value", "currency", "QQQ"),
    "value currency other": put("transaction/value", "currency", "USD"),
    **{
        f"transaction type {n}": beside("transaction", _TRANSACTION.format(n, "5"))
        for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99, "X")
    },
    "transaction value-date 1010": put("transaction/value", "value-date", "1010-05-01"),
    "transaction value-date none": put("transaction/value", "value-date", None),
    "budget value-date 1010": put("budget/value", "value-date", "1010-05-01"),
    "transaction neg": beside("transaction", _TRANSACTION.format(3, "-5")),
    "transaction neg sum": both(beside("transaction", _TRANSACTION.format(3, "-5"), _TRANSACTION.format(4, "2"))),
    "transaction text": beside("transaction", _TRANSACTION.format(3, "1,000.5")),
    "transaction outside": put("transaction/transaction-date", "iso-date", "2015-01-01"),
    "transaction future": put("transaction/transaction-date", "iso-date", "2199-01-01"),
    "description empty": beside("description", "<description type='2'/>"),
    "description of spaces": beside("description", "<description type='3'><narrative> </narrative></description>"),
    "receiver nameless": both(
        drop("transaction/receiver-org"), within("transaction", "<receiver-org><narrative/></receiver-org>")
    ),
    **{
        f"point {name}": within("location", f"<point{attribute}><pos>30.5 -9.5</pos></point>")
        for name, attribute in (
            ("right", " srsName='http://www.opengis.net/def/crs/EPSG/0/4326'"),
            ("without www", " srsName='http://opengis.net/def/crs/EPSG/0/4326'"),
            ("of no system", ""),
            ("of another system", " srsName='http://www.opengis.net/def/crs/EPSG/0/3857'"),
        )
    },
    "hierarchy 2": put(".", "hierarchy", "2"),
    "hierarchy x": put(".", "hierarchy", "two"),
    "langs": within(
        "title",
        "<narrative xml:lang='fr'>Villes</narrative>",
        "<narrative xml:lang='ar'>مدن</narrative>",
        "<narrative xml:lang='xx'>Q</narrative>",
    ),
    "lang none": put(".", LANG, None),
    "lang three letters": put(".", LANG, "ENG"),
    "lang three letters of texts": within("title", "<narrative xml:lang='FRE'>Villes</narrative>"),
    "lang of no list": put(".", LANG, "QQQ"),
    "lang upper": put(".", LANG, "EN"),
    "lang zh-Hans": within("title", "<narrative xml:lang='zh-Hans'>城</narrative>"),
    "title langs without default": both(
        drop("title"), beside("reporting-org", "<title><narrative xml:lang='fr'>Villes</narrative></title>")
    ),
    "result langs": within("result/title", "<narrative xml:lang='fr'>Dechets</narrative>"),
    "comment fr": within(f"{PERIOD}/actual", "<comment><narrative xml:lang='fr'>deux</narrative></comment>"),
    "target comment fr 3": within(
        f"{PERIOD}/target", "<comment><narrative xml:lang='fr'>3 villes</narrative></comment>"
    ),
    "target words fr": both(
        put(f"{PERIOD}/target", "value", None),
        drop(f"{PERIOD}/target[2]"),
        within(f"{PERIOD}/target", "<comment><narrative xml:lang='fr'>trois</narrative></comment>"),
    ),
    "aggregation": both(put("result", "aggregation-status", "1"), put("result/indicator", "aggregation-status", "1")),
    "dims": beside(
        f"{PERIOD}/actual",
        "<actual value='1'><dimension name='sex' value='women'/></actual>",
        "<actual value='1'><dimension name='sex' value='men'/></actual>",
    ),
    "dims 2d": beside(
        f"{PERIOD}/actual",
        "<actual value='1'><dimension name='sex' value='women'/><dimension name='age' value='young'/></actual>",
    ),
    "dims only": both(
        drop(f"{PERIOD}/actual"),
        beside(
            f"{PERIOD}/target[2]",
            "<actual value='1'><dimension name='sex' value='women'/></actual>",
            "<actual value='1'><dimension name='sex' value='men'/></actual>",
        ),
    ),
    "dims odd names": beside(
        f"{PERIOD}/actual", "<actual value='1'><dimension name='Sexe / genre é' value='../x'/></actual>"
    ),
    "dims unknown": beside(f"{PERIOD}/actual", "<actual value='1'><dimension name='sex' value='unknown'/></actual>"),
    "dims target": beside(f"{PERIOD}/target", "<target value='1'><dimension name='sex' value='women'/></target>"),
    "place value": beside(f"{PERIOD}/actual", "<actual value='1'><location ref='alfa'/></actual>"),
    "place value dangling": beside(f"{PERIOD}/actual", "<actual value='1'><location ref='nowhere'/></actual>"),
    "two wholes": beside(f"{PERIOD}/actual", "<actual value='5'/>"),
    "two targets": beside(f"{PERIOD}/target", "<target value='5'/>"),
    "sector thirds": put("sector", "percentage", "33.3333333333333"),
    "sector 90": put("sector", "percentage", "40"),
    "sector pct": put("sector", "percentage", "50%"),
    "sector neg": put("sector", "percentage", "-50"),
    "sector vocab 99 nameless": beside("sector[3]", "<sector vocabulary='99' code='X'/>"),
    "sector vocab many": beside(
        "sector[3]", "<sector vocabulary='10' code='7'/>", "<sector vocabulary='7' code='3.4'/>"
    ),
    "sector no code": put("sector", "code", None),
    "country pct sum": put("recipient-country", "percentage", "10"),
    "country lower": put("recipient-country", "code", "ma"),
    "country twice": put("recipient-country[2]", "code", "MA"),
    "country region": beside("recipient-country[2]", "<recipient-region code='298' percentage='0'/>"),
    "region own": beside(
        "recipient-country[2]",
        "<recipient-region code='x' vocabulary='99' vocabulary-uri='http://x.example'><narrative>Own</narrative></recipient-region>",
    ),
    "humanitarian true": put(".", "humanitarian", "true"),
    "humanitarian scope": beside("sector[3]", "<humanitarian-scope type='1' vocabulary='1-2' code='EQ-1'/>"),
    "ext ns": beside("transaction", "<x:thing xmlns:x='urn:x' a='b'><x:sub>t</x:sub></x:thing>"),
    "ext attr": put("budget", "{urn:x}own", "q"),
    "planned-disb": beside(
        "budget[2]",
        "<planned-disbursement type='1'><period-start iso-date='2031-01-01'/><value value-date='2031-01-01'>5</value></planned-disbursement>",
    ),
    "ident odd": say("iati-identifier", "XI-IATI-1001-../../a b\\c"),
    "ident empty": say("iati-identifier", ""),
    "ident none": drop("iati-identifier"),
    "ident twice": beside("iati-identifier", "<iati-identifier>XI-2</iati-identifier>"),
    "ident unicode": say("iati-identifier", "XI-IATI-1001-مدن"),
    "ident CON": say("iati-identifier", "CON"),
    "title twice": beside("title", "<title><narrative>Two</narrative></title>"),
    "title empty": both(drop("title/narrative"), within("title", "<narrative/>")),
    "target 1,000.5": put(f"{PERIOD}/target", "value", "1,000.5"),
    "target N/A": put(f"{PERIOD}/target", "value", "N/A"),
    "target 50%": put(f"{PERIOD}/target", "value", "50%"),
    "target -3": put(f"{PERIOD}/target", "value", "-3"),
    "target 0.125": put(f"{PERIOD}/target", "value", "0.125"),
    "target 12.345": put(f"{PERIOD}/target", "value", "12.345"),
    "target 2031": put(f"{PERIOD}/target", "value", "2031"),
    "target huge": put(f"{PERIOD}/target", "value", "9" * 30),
    "target many decimals": put(f"{PERIOD}/target", "value", "0." + "3" * 20),
    "target decimals": put(f"{PERIOD}/target", "value", "33.333333333333"),
    "actual decimals": put(f"{PERIOD}/actual", "value", "1.0000000000000000000000001"),
    "target too many decimals": put(f"{PERIOD}/target", "value", "0." + "3" * 35),
    "target empty": put(f"{PERIOD}/target", "value", ""),
    "actual N/A": put(f"{PERIOD}/actual", "value", "N/A"),
    "actual 50%": put(f"{PERIOD}/actual", "value", "50%"),
    "actual -3": put(f"{PERIOD}/actual", "value", "-3"),
    "actual none": put(f"{PERIOD}/actual", "value", None),
    "baseline -3": put("result/indicator/baseline", "value", "-3"),
    "baseline text": put("result/indicator/baseline", "value", "none"),
    "baseline year": put("result/indicator/baseline", "year", "20"),
    "baseline two": beside("result/indicator/baseline", "<baseline year='2029' value='1'/>"),
    "baseline iso": put("result/indicator/baseline", "iso-date", "2030-12-31"),
    "baseline comment": within("result/indicator/baseline", "<comment><narrative>none yet</narrative></comment>"),
    "measure 5": both(put("result/indicator", "measure", "5")),
    "measure 2": put("result/indicator", "measure", "2"),
    "measure none": put("result/indicator", "measure", None),
    "ascending 0": put("result/indicator", "ascending", "0"),
    "result no indicator": drop("result/indicator"),
    "result type 2": put("result", "type", "2"),
    "result 3": put("result", "type", "3"),
    "result none type": put("result", "type", None),
    "two results same": beside(
        "result", "<result type='1'><title><narrative>Waste is collected</narrative></title></result>"
    ),
    "periods yearly": beside(
        PERIOD,
        _period("2033-01-01", "2033-12-31", "<target value='5'/><actual value='4'/>"),
        _period("2034-01-01", "2034-12-31", "<target value='6'/>"),
    ),
    "periods quarters": beside(
        PERIOD,
        _period("2033-01-01", "2033-03-31", "<target value='5'/><actual value='4'/>"),
        _period("2033-04-01", "2033-06-30", "<target value='6'/><actual value='5'/>"),
    ),
    "period same twice": beside(PERIOD, _period("2031-01-01", "2032-12-31", "<target value='5'/><actual value='4'/>")),
    "actuals of half years": beside(
        PERIOD,
        _period("2033-01-01", "2033-06-30", "<actual value='1'/>"),
        _period("2033-07-01", "2033-12-31", "<actual value='2'/>"),
    ),
    "actuals of half years with places": beside(
        PERIOD,
        _period("2033-01-01", "2033-06-30", "<actual value='1'><location ref='alfa'/></actual>"),
        _period("2033-07-01", "2033-12-31", "<actual value='2'><location ref='alfa'/></actual>"),
    ),
    "actuals of quarters and a target": beside(
        PERIOD,
        _period("2033-01-01", "2033-03-31", "<actual value='1'/>"),
        _period("2033-04-01", "2033-06-30", "<actual value='2'/>"),
        _period("2033-01-01", "2033-12-31", "<target value='9'/>"),
    ),
    "actual in words before a number": beside(
        PERIOD,
        _period("2033-01-01", "2033-06-30", "<actual value='1'/>"),
        _period("2033-07-01", "2033-12-31", "<actual><comment><narrative>many</narrative></comment></actual>"),
    ),
    "actual of mid-year": beside(PERIOD, _period("2033-06-01", "2033-11-30", "<actual value='87'/>")),
    "actual of mid-year and a target": beside(
        PERIOD,
        _period("2033-06-01", "2033-11-30", "<actual value='87'/>"),
        _period("2033-01-01", "2033-12-31", "<target value='90'/>"),
    ),
    "periods of one end": beside(
        PERIOD,
        _period("2031-01-01", "2033-12-31", "<target value='58'/>"),
        _period("2033-01-01", "2033-12-31", "<actual value='5'/>"),
    ),
    "periods of one end, the other first": beside(
        PERIOD,
        _period("2033-01-01", "2033-12-31", "<actual value='0.00'/>"),
        _period("2031-01-01", "2033-12-31", "<target value='58'/>"),
    ),
    "periods of one end and one start": beside(
        PERIOD,
        _period("2031-01-01", "2033-12-31", "<actual value='5'/>"),
        _period("2031-01-01", "2033-12-31", "<target value='58'/>"),
    ),
    "period no end": drop(f"{PERIOD}/period-end"),
    "indicator ref twice": beside("result/indicator/reference", '<reference vocabulary="99" code="R1.2"/>'),
    "indicator code odd": put("result/indicator/reference", "code", "../R 1"),
    "result reference": both(
        drop("result/indicator/reference"), within("result", "<reference vocabulary='99' code='R1'/>")
    ),
    "doc link": beside(
        "transaction",
        "<document-link url='javascript:alert(1)' format='x'><title><narrative>D</narrative></title></document-link>",
    ),
    "org no ref no name": beside("participating-org", "<participating-org role='1' type='10'/>"),
    "org ref no name": beside("participating-org", "<participating-org role='1' type='10' ref='XM-DAC-2-10'/>"),
    "org named by its ref": beside(
        "participating-org",
        "<participating-org role='1' type='10' ref='Towns'><narrative>Towns</narrative></participating-org>",
    ),
    "org whose name is a ref elsewhere": both(
        beside(
            "participating-org", "<participating-org role='4' type='22'><narrative>News</narrative></participating-org>"
        ),
        within("transaction", "<receiver-org ref='News' type='22'/>"),
        drop("transaction/receiver-org[1]"),
    ),
    "org activity-id": put("participating-org", "activity-id", "X-1"),
    "org crs": put("participating-org", "crs-channel-code", "12000"),
    "reporter two": beside(
        "reporting-org", "<reporting-org ref='B' type='10'><narrative>Other</narrative></reporting-org>"
    ),
    "reporter none": drop("reporting-org"),
    "contact person": beside(
        "activity-date[@type='3']",
        "<contact-info><person-name><narrative>Una Sample</narrative></person-name></contact-info>",
    ),
    "contact two": beside(
        "activity-date[@type='3']",
        "<contact-info><email>a@example.org</email></contact-info>",
        "<contact-info type='2'><email>b@example.org</email></contact-info>",
    ),
    "contact full": beside(
        "activity-date[@type='3']",
        "<contact-info type='1'><organisation><narrative>Agency B</narrative></organisation><email>a@example.org</email><mailing-address><narrative>Street 1</narrative></mailing-address></contact-info>",
    ),
    "contact no address": beside(
        "activity-date[@type='3']",
        "<contact-info type='1'><mailing-address><narrative>Street 1</narrative></mailing-address></contact-info>",
    ),
    "marker own": beside(
        "policy-marker",
        "<policy-marker vocabulary='99' vocabulary-uri='http://x.example' code='K' significance='1'><narrative>Children</narrative></policy-marker>",
    ),
    "marker no sig": put("policy-marker", "significance", None),
    "marker 4": put("policy-marker", "significance", "4"),
    "default everything": beside("default-aid-type", "<default-tied-status code='5'/>"),
    "aid two": beside("default-aid-type", "<default-aid-type code='1' vocabulary='2'/>"),
    "status none": drop("activity-status"),
    "status 9": put("activity-status", "code", "9"),
    "markup text": say("title/narrative", "<script>alert(1)</script> [x](y) `z` | \x1b"[:-1]),
    "crs-add": beside("transaction", "<crs-add><other-flags code='1' significance='1'/></crs-add>"),
    "fss": beside("transaction", "<fss extraction-date='2014-05-06'/>"),
    "conditions": beside(
        "transaction", "<conditions attached='1'><condition type='1'><narrative>x</narrative></condition></conditions>"
    ),
    "legacy": beside("transaction", "<legacy-data name='a' value='b'/>"),
    "capital": beside("budget[2]", "<capital-spend percentage='5'/>"),
    "country-budget-items": beside(
        "policy-marker",
        "<country-budget-items vocabulary='4'><budget-item code='1' percentage='100'/></country-budget-items>",
    ),
    "tail text": lambda n: setattr(n.find("title"), "tail", "stray words"),
    "comment node": lambda n: n.insert(0, etree.Comment("hidden")),
    "narrative child": within("title/narrative", "<b>bold</b>"),
    "mixed narrative": lambda n: (
        n.find("title/narrative").append(etree.fromstring("<b>bold</b>")),
        setattr(n.find("title/narrative")[0], "tail", " after"),
    ),
}
