"""What people call the keys of the files, in French, Dutch and English: what `cic show` prints above a value, or the
word for it. Needed only where a key is not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NAMES = {
    "achieved": "atteint realise accompli obtenu bereikt gerealiseerd gehaald behaald reached",
    "address": "adresse adres lien link fichier bestand url",
    "amount": "montant bedrag somme sum budget_amount",
    "as_printed": "tel_qu_imprime imprime mots gedrukt afgedrukt woorden printed",
    "baseline": "valeur_de_depart valeur_initiale point_de_depart startwaarde beginwaarde nulmeting uitgangswaarde",
    "budget": "begroting",
    "by": "ventilation ventile_par uitsplitsing opgesplitst_naar",
    "collaborations": "collaboration samenwerking samenwerkingen",
    "communes": "commune gemeente gemeenten municipalites municipalities",
    "contacts": "contact personnes_de_contact contactpersonen personen",
    "corrections": "correction correcties verbeteringen",
    "country": "pays land",
    "currency": "devise monnaie munt munteenheid valuta",
    "date": "jour datum dag day on le op",
    "denominator": "denominateur noemer sur total",
    "disaggregated_by": "ventile_par ventilation opgesplitst_naar uitgesplitst_naar disaggregation",
    "difficulties": "difficultes problemes moeilijkheden problemen",
    "document": "doc",
    "done": "fait realisations realisation gedaan verwezenlijkingen",
    "emails": "email courriel courriels e_mail e_mails mail",
    "en": "anglais engels english",
    "end": "fin einde eind jusqu_a tot until",
    "evidence": "preuve preuves bewijs bewijzen bewijsstuk bewijsstukken source_de_verification proof",
    "expenditure": "depense depenses uitgave uitgaven spending spent expenses",
    "fr": "francais frans french",
    "full_name": "nom_complet volledige_naam",
    "head_office": "siege siege_central hoofdkantoor hoofdzetel headquarters",
    "id": "identifiant identificatie",
    "indicators": "indicateurs indicatoren indicator indicateur",
    "investment": "investissement investissements investering investeringen investments",
    "kind": "type genre nature sorte soort aard",
    "label": "libelle etiquette intitule opschrift",
    "lessons": "lecons enseignements lessen geleerde_lessen lecons_apprises",
    "local_office": "bureau_local lokaal_kantoor lokaal_bureau plaatselijk_kantoor",
    "name": "nom naam",
    "narrative": "recit texte_narratif verhaal verslag l_annee_en_mots",
    "next_year": "annee_suivante annee_prochaine l_annee_prochaine volgend_jaar",
    "nl": "neerlandais nederlands dutch",
    "not_applicable": "sans_objet non_applicable niet_van_toepassing nvt n_a",
    "note": "remarque commentaire opmerking commentaar remark comment",
    "now": "maintenant nu",
    "numerator": "numerateur teller",
    "observations": "observation observatie observaties waarneming waarnemingen resultats resultaten",
    "observed": "observe waargenomen",
    "operating": "fonctionnement frais_de_fonctionnement werking werkingskosten werkingskost operation",
    "organisation": "organisatie organization",
    "organisations": "organisaties organizations",
    "paid_by": "paye_par betaald_door",
    "partners": "partenaires partenaire partner",
    "partnership": "partenariat partnerschap partnership_id",
    "path": "chemin pad",
    "payments": "paiements paiement betaling betalingen payment",
    "period": "periode",
    "personnel": "personeel staff salaires lonen personeelskosten frais_de_personnel",
    "province": "provincie",
    "qualitative": "qualitatif kwalitatief",
    "rate": "taux taux_de_change cours koers wisselkoers exchange_rate",
    "rate_source": "source_du_taux bron_van_de_koers",
    "reason": "raison motif reden",
    "region": "regio gewest",
    "scale": "echelle schaal",
    "section": "afdeling hoofdstuk chapitre",
    "source": "bron",
    "start": "debut depart begin van from",
    "step": "etape echelon trap stap",
    "statement": "enonce formulering indicateur",
    "targets": "cible cibles objectif objectifs doel doelen streefwaarde streefwaarden",
    "telephones": "telephone tel telefoon telefoons phone phones",
    "text": "texte tekst",
    "title": "titre titel",
    "unit": "unite eenheid",
    "value": "valeur waarde",
    "was": "etait avant vroeger",
    "why": "pourquoi waarom",
    "words": "mots woorden",
    "year": "annee an jaar",
    "years": "annees ans jaren",
}


def folded(key: str) -> str:
    """A key as people might have meant it: without accents and capitals, with `_` for whatever stands between words.

    >>> folded("L’année suivante ")
    'l_annee_suivante'
    """
    plain = unicodedata.normalize("NFKD", key.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9.]+", "_", bare).strip("_")


def key_called(word: str, known: Iterable[str]) -> str | None:
    """Which of the known keys a word is a name of; None where it is of none."""
    name = folded(word)
    return next((key for key in known if folded(key) == name or name in _NAMES.get(key, "").split()), None)
