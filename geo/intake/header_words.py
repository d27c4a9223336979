"""Names of columns as plain words, and the words of the field that give a column its role."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from geo.core import fold_name

_PLURAL = re.compile(r"(?<![a-z])([A-Z]{2,})s\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_EDGE = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_INNER = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_WORD = re.compile(r"[^a-z0-9%#]+")
_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "l",
        "la",
        "le",
        "les",
        "of",
        "the",
        "et",
        "and",
        "en",
        "par",
        "per",
        "the",
        "un",
        "une",
        "aux",
        "au",
        "a",
        "to",
    ]
)

_SPELLINGS = {
    "accronyme": "acronym", "acronyme": "acronym", "acron": "acronym", "sigle": "acronym", "abbreviation": "acronym",
    "organisation": "organization", "organisations": "organization", "organizations": "organization",
    "org": "organization", "orgs": "organization", "orga": "organization", "acteur": "organization",
    "acteurs": "organization", "actor": "organization", "agence": "organization", "agency": "organization",
    "partenaire": "partner", "partenaires": "partner", "partners": "partner", "ong": "organization",
    "ngo": "organization", "oeuvre": "implementing", "œuvre": "implementing", "structure": "organization",
    "bailleur": "donor", "bailleurs": "donor", "donateur": "donor", "donors": "donor", "funder": "donor",
    "secteur": "sector", "secteurs": "sector", "sectors": "sector", "domaine": "sector", "clusters": "cluster",
    "groupe": "cluster", "sectoriel": "cluster",
    "nom": "name", "noms": "name", "nam": "name", "libelle": "label", "intitule": "name",
    "pcode": "pcode", "pcodes": "pcode", "pcod": "pcode", "codes": "code", "cod": "code",
    "adm": "admin", "administratif": "admin", "ad": "admin",
    "regions": "region", "provinces": "province", "states": "state", "etat": "state", "governorate": "region",
    "gouvernorat": "region", "wilaya": "region", "cercles": "cercle", "communes": "commune", "municipality": "commune",
    "municipalite": "commune", "departements": "departement", "department": "departement", "districts": "district",
    "pays": "country", "countries": "country", "localite": "site", "locality": "locality", "village": "site",
    "villages": "site", "sites": "site", "quartier": "site", "localites": "site", "camp": "site", "fraction": "site",
    "planifie": "planned", "moughataa": "district", "menages": "households", "menage": "households",
    "household": "households", "hh": "households", "hhs": "households",
    "foyers": "households", "familles": "households", "families": "households",
    "individus": "individuals", "indiv": "individuals", "individu": "individuals", "individual": "individuals",
    "ind": "individuals",
    "personnes": "individuals", "persons": "individuals", "people": "individuals", "personne": "individuals",
    "pdi": "idps", "pdis": "idps", "idp": "idps", "deplaces": "idps", "deplacees": "idps", "displaced": "idps",
    "beneficiaires": "beneficiaries", "beneficiaire": "beneficiaries", "beneficiary": "beneficiaries",
    "cible": "targeted", "cibles": "targeted", "ciblees": "targeted", "target": "targeted",
    "atteint": "reached", "atteints": "reached", "atteintes": "reached", "touches": "reached",
    "besoin": "need", "besoins": "need", "pin": "inneed", "needs": "need",
    "affectes": "affected", "affectees": "affected", "nombre": "number", "nb": "number", "nbre": "number",
    "no": "number", "nr": "number", "effectif": "number", "effectifs": "number", "total": "number", "num": "number",
    "annee": "year", "mois": "month", "jour": "day", "debut": "start", "fin": "end", "periode": "period",
    "trimestre": "period", "semaine": "week", "dates": "date", "tour": "round", "vague": "round",
    "origine": "origin", "provenance": "origin", "departure": "origin", "previous": "origin", "depart": "origin",
    "accueil": "host", "arrivee": "host", "arrival": "host", "current": "host", "hote": "host",
    "montant": "amount", "montants": "amount", "requis": "requirements", "requirement": "requirements",
    "required": "requirements", "exigences": "requirements", "financement": "funding", "finance": "funding",
    "financements": "funding", "recu": "received", "confirme": "received", "confirmed": "received",
    "funded": "funded", "taux": "rate", "activite": "activity", "activites": "activity", "activities": "activity",
    "intervention": "activity", "statut": "status", "etape": "status", "telephone": "phone", "tel": "phone",
    "mobile": "phone", "hommes": "males", "homme": "males", "male": "males", "femmes": "females", "femme": "females",
    "female": "females", "garcons": "males", "filles": "females", "men": "males", "women": "females",
    "latitudes": "latitude", "lat": "latitude", "long": "longitude", "lon": "longitude", "lng": "longitude",
    "typ": "type", "types": "type", "categorie": "category", "devise": "currency",
    "monnaie": "currency", "motif": "reason", "raison": "reason", "cause": "reason", "choc": "shock", "sante": "health",
    "evenement": "event", "alerte": "alert", "alertes": "alert", "alerts": "alert", "territoires": "territoire",
    "prenom": "firstname", "prenoms": "firstname", "sexe": "sex", "gender": "sex", "naissance": "birth",
    "souspref": "sousprefecture", "superficie": "area", "phone": "phone", "estimatif": "estimate",
    "estimated": "estimate",
    "estimates": "estimate", "estimation": "estimate", "estimations": "estimate",
}  # fmt: skip
_KNOWN = sorted({w for w in (*_SPELLINGS, *_SPELLINGS.values()) if len(w) > 5})  # noqa: PLR2004 - shorter ones are too near
_NEAR = 88


def header_words(name: str) -> tuple[str, ...]:
    """Return the words of a column's name: folded, in one spelling per idea, without remarks in brackets."""
    outside = _INNER.sub(" ", name.replace("3+", "3 plus"))
    found = _split(outside if outside.strip() else name.strip("()[] "))
    inner = " ".join(_INNER.findall(name)).strip("()[] ")
    if inner and re.search(r"arrival|departure|arriv|origin|accueil|provenance", fold_name(inner)):
        found = (*found, *_split(inner.strip("()[]")))
    return found


def _split(text: str) -> tuple[str, ...]:
    text = _PLURAL.sub(lambda m: m.group(1).lower() + "s", text.replace("_", " "))
    spaced = _EDGE.sub(" ", _CAMEL.sub(" ", text))
    plain = (
        fold_name(spaced).replace("p code", "pcode").replace("p-code", "pcode").replace("sous prefecture", "souspref")
    )
    plain = plain.replace("'", " ")
    words = [w for w in _NO_WORD.split(plain.replace("souspref ", "sousprefecture ")) if w and w not in _SMALL]
    return tuple(_one_spelling(w) for w in words)


def _one_spelling(word: str) -> str:
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    if len(word) > 5:  # noqa: PLR2004 - as above
        near = process.extractOne(word, _KNOWN, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near is not None:
            return _SPELLINGS.get(near[0], near[0])
    return word
