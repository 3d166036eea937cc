"""An activity that is right in every respect, of our own making, and ways to break it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

etree = pytest.importorskip("lxml.etree", reason="the extra iati is not installed")

NOW = datetime.datetime(2034, 6, 30, tzinfo=datetime.UTC)
Break = Callable[[Any], object]

ACTIVITY = """\
<iati-activities version="2.03" generated-datetime="2034-06-30T00:00:00Z">
  <iati-activity xml:lang="en" default-currency="EUR" hierarchy="1" last-updated-datetime="2034-06-29T00:00:00Z">
    <iati-identifier>XI-IATI-1001-P1</iati-identifier>
    <reporting-org ref="XI-IATI-1001" type="22"><narrative>Invented Towns</narrative></reporting-org>
    <title><narrative>Clean towns</narrative></title>
    <description type="1"><narrative>Towns that are clean</narrative></description>
    <participating-org ref="XI-IATI-1001" type="22" role="4"><narrative>Invented Towns</narrative></participating-org>
    <other-identifier ref="D-1" type="A1"><owner-org ref="XI-IATI-1002"><narrative>Donor</narrative></owner-org></other-identifier>
    <activity-status code="2"/>
    <activity-date type="1" iso-date="2031-01-01"/>
    <activity-date type="2" iso-date="2031-01-01"/>
    <activity-date type="3" iso-date="2035-12-31"/>
    <recipient-country code="MA" percentage="60"/>
    <recipient-country code="TN" percentage="40"/>
    <location ref="alfa"><location-reach code="1"/><name><narrative>Alfa</narrative></name></location>
    <sector vocabulary="1" code="15112" percentage="50"/>
    <sector vocabulary="1" code="15150" percentage="50"/>
    <sector vocabulary="2" code="151"/>
    <policy-marker vocabulary="1" code="1" significance="2"/>
    <default-aid-type code="C01"/>
    <budget type="1" status="2">
      <period-start iso-date="2031-01-01"/><period-end iso-date="2031-12-31"/>
      <value value-date="2031-01-01">100.00</value>
    </budget>
    <budget type="1" status="2">
      <period-start iso-date="2032-01-01"/><period-end iso-date="2032-12-31"/>
      <value value-date="2032-01-01">100.01</value>
    </budget>
    <transaction>
      <transaction-type code="11"/><transaction-date iso-date="2031-02-01"/>
      <value value-date="2031-02-01">200.01</value>
      <provider-org ref="XI-IATI-1002"><narrative>Donor</narrative></provider-org>
      <receiver-org ref="XI-IATI-1001"><narrative>Invented Towns</narrative></receiver-org>
    </transaction>
    <result type="1">
      <title><narrative>Waste is collected</narrative></title>
      <indicator measure="1" ascending="1">
        <title><narrative>Towns with a plan</narrative></title>
        <reference vocabulary="99" code="R1.1"/>
        <baseline year="2030" value="0"/>
        <period>
          <period-start iso-date="2031-01-01"/><period-end iso-date="2032-12-31"/>
          <target value="3"/>
          <target value="1"><location ref="alfa"/></target>
          <actual value="2"/>
        </period>
      </indicator>
    </result>
  </iati-activity>
</iati-activities>
"""


def activity(break_it: Break | None = None) -> bytes:
    """The file, with the first activity changed."""
    root = etree.fromstring(ACTIVITY)
    if break_it is not None:
        break_it(root[0])
    return etree.tostring(root)


def put(path: str, attribute: str, value: str | None) -> Break:
    """Another attribute of the first element at a path, or none."""

    def change(node: Any) -> None:
        found = node if path == "." else node.find(path)
        found.attrib.pop(attribute, None)
        if value is not None:
            found.set(attribute, value)

    return change


def say(path: str, text: str) -> Break:
    """Another text."""
    return lambda node: setattr(node.find(path), "text", text)


def drop(path: str) -> Break:
    """No such elements."""

    def change(node: Any) -> None:
        for found in node.findall(path):
            found.getparent().remove(found)

    return change


def beside(path: str, *elements: str) -> Break:
    """More elements after the first one at a path."""

    def change(node: Any) -> None:
        for element in reversed(elements):
            node.find(path).addnext(etree.fromstring(element))

    return change


def within(path: str, *elements: str) -> Break:
    """More elements at the end of the first one at a path."""
    return lambda node: [node.find(path).append(etree.fromstring(element)) for element in elements]


def both(*breaks: Break) -> Break:
    """One change after the other."""
    return lambda node: [one(node) for one in breaks]
