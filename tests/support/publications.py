"""What a person might say of the publication of the shipped programme and of the demo; all of it is invented."""

from __future__ import annotations

from pathlib import Path

SHIPPED = """
publication:
  organisation: avcb
  organisations:
    avcb: {ref: BE-BCE_KBO-0000000097, type: "22", roles: ["2", "4"]}
    uvcw: {ref: BE-BCE_KBO-0000000194, type: "22", roles: ["2", "4"]}
    dgd: {ref: XM-DAC-2-10, type: "10"}
  identifier: EXAMPLE_MA
  language: fr
  status: "4"
  scope: "4"
  sectors: [{code: "15112"}, {code: "151", vocabulary: "2"}]
  markers:
    gender: {code: "1"}
    childrens_rights: {code: ENFANT, vocabulary: "99", address: "https://example.org/marqueurs"}
  collaboration: "1"
  flow: "10"
  finance: "110"
  aid: C01
  tied: "5"
  humanitarian: false
  budget: {status: "2", value_date: 2017-01-01}
  baseline_year: 2016
  transactions:
    - {type: "11", date: 2017-01-01, amount: 1.00, provider: dgd, receiver: avcb, description: {fr: Exemple}}
  contact: {email: office@example.org}
"""

DEMO = """
publication:
  organisation: union
  organisations:
    union: {ref: XI-IATI-1001, type: "22", roles: ["2", "4"]}
    league: {type: "22", roles: ["4"]}
    ministry: {type: "10"}
  identifier: CLEAN
  language: en
  status: "2"
  sectors: [{code: "14050"}]
  budget: {status: "1", value_date: 2019-01-01}
  baseline_year: 2018
  places:
    fableville: {latitude: 1.5, longitude: -2.25, exactness: "2"}
"""


def publish(folder: Path, block: str) -> None:
    """Say it in a folder."""
    path = folder / "programme.yaml"
    path.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")
