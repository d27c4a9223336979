"""Header rows of real files, with the role of each column: facts read in public repositories, named per row."""

X = "other"
HEADERS = {
    "Mali 3W June 2024 (OCHA-DAP/hapi-pipelines)": (
        {"Nom Organisation": "org_name", "Organisation Accronyme": "org_acronym", "Type Organisation": "org_type",
         "Cluster": "sector", "Region": "adm1_name", "Cercle": "adm2_name", "admin2Pcod": "adm2_code"}, 1),
    "Chad 3W June 2024 (OCHA-DAP/hapi-pipelines)": (
        {"Nom de l'organisation": "org_name", "Acronyme": "org_acronym", "Type d'organisation": "org_type",
         "Cluster": "sector", "Province": "adm1_name", "Pcode1": "adm1_code"}, 1),
    "Niger 3W (OCHA-DAP/hapi-pipelines)": (
        {"NOM ORGANISATION (cette colonne est renseignée automatiquement)": "org_name",
         "ACCRONYME (Choisir dans la liste déroulante)": "org_acronym",
         "TYPE ORGANISATION (cette colonne est renseignée automatiquement)": "org_type",
         "CLUSTER (Choisir dans la liste déroulante)": "sector",
         "REGION (Choisir dans la liste déroulante)": "adm1_name",
         "DEPARTEMENT (Choisir dans la liste déroulante)": "adm2_name"}, 2),
    "Central African Republic 3W (OCHA-DAP/hapi-pipelines)": (
        {"Description_Acteur": "org_name", "ACTEUR": "org_acronym", "TYPE_ORG": "org_type", "SECTEUR": "sector",
         "PREFECTURE": "adm1_name", "SOUSPREFECTURE": "adm2_name", "PCODE2": "adm2_code"}, 1),
    "Nigeria 3W (OCHA-DAP/hapi-pipelines)": (
        {"Organisation": "org_name", "Org. Acronym": "org_acronym", "Type of Organization": "org_type",
         "Project Sector": "sector", "States": "adm1_name", "LGA": "adm2_name", "LGA PCode": "adm2_code"}, 1),
    "Haiti 3W (OCHA-DAP/hapi-pipelines)": (
        {"ORG_NAME_fr": "org_name", "ORG_ACRONYM_fr": "org_acronym", "ORG_TYPE_fr": "org_type", "SECTORS_fr": "sector",
         "adm1Name": "adm1_name", "adm2_Name": "adm2_name", "adm2code": "adm2_code"}, 1),
    "Yemen 3W (OCHA-DAP/hapi-pipelines)": (
        {"organisation_name": "org_name", "organisation_acronym": "org_acronym", "organisation_type_short": "org_type",
         "label": "sector", "admin1name_en": "adm1_name", "admin2name_en": "adm2_name", "admin2pcode": "adm2_code"}, 1),
    "Chad 3W April 2025 (OCHA-DAP/hdx-scraper-operationalpresence)": (
        {"Title": "adm1_code", "Province": "adm1_name", "Departement": "adm2_name", "Cluster": "sector",
         "Acronyme": "org_acronym", "Organisation": "org_name", "TypeOrganisation": "org_type", "Icones": X,
         "OperationnelleCount": X, "ID": "id", "Archive": X, "Item Type": X, "Path": X}, 1),
    "DR Congo 3W May 2025 (OCHA-DAP/hdx-scraper-operationalpresence)": (
        {"TYPE PROJET\n(Choisir dans la liste déroulante)": X, "SECTEUR/DOMAINE\n(Choisir)": X,
         "CLUSTER\n(Choisir)": "sector",
         "NOMBRE BENEFICIAIRES DIRECTS \n(indiquer nombre de personnes)": "beneficiaries", "BAILLEUR": "donor",
         "BUDGET": "budget", "Province": "adm1_name", "Code Province": "adm1_code", "Territoire": "adm2_name",
         "Code Terrtoire": "adm2_code", "Zone de sante": "adm3_name", "Pcode ZS": "adm3_code",
         "Nom organization": "org_name", "Type organisation": "org_type", "Acronyme": "org_acronym",
         "ID_Acteur": "id"}, 1),
    "Somalia 3W 2025 (OCHA-DAP/hdx-scraper-operationalpresence)": (
        {"Month": "month", "Cluster": "sector", "Region": "adm1_name", "RegionPcode": "adm1_code",
         "District": "adm2_name", "DistrictPcode": "adm2_code", "Organization Type": "org_type",
         "Organization_Name": "org_name"}, 1),
    "Ethiopia 3W August 2025 (OCHA-DAP/hdx-scraper-operationalpresence)": (
        {"Month": "month", "Activity status": "status", "Donor Acronym": X, "Donor Name": "donor",
         "Program partner Acronym": X, "Program Partner Name": X, "Implementing Partner Acronym": "org_acronym",
         "Implementing Partner Name": "org_name", "Implementing Partner Type": "org_type", "Region": "adm1_name",
         "Zone": "adm2_name", "Woreda": "adm3_name", "WoredaPcod": "adm3_code", "Cluster": "sector",
         "Activity": "activity", "Lat": "latitude", "Long": "longitude"}, 1),
    "HAPI operational presence (OCHA-DAP/hdx-scraper-operationalpresence)": (
        {"location_code": "adm0_code", "has_hrp": X, "in_gho": X, "provider_admin1_name": X, "provider_admin2_name": X,
         "admin1_code": "adm1_code", "admin1_name": "adm1_name", "admin2_code": "adm2_code",
         "admin2_name": "adm2_name", "admin_level": "admin_level", "org_acronym": "org_acronym",
         "org_name": "org_name", "org_type_description": "org_type", "sector_code": X, "sector_name": "sector",
         "reference_period_start": "date_start", "reference_period_end": "date_end"}, 1),
    "DTM API on HDX (OCHA-DAP/hdx-scraper-iom-dtm)": (
        {"id": "id", "operation": "operation", "admin0Name": "adm0_name", "admin0Pcode": "adm0_code",
         "admin1Name": "adm1_name", "admin1Pcode": "adm1_code", "admin2Name": "adm2_name",
         "admin2Pcode": "adm2_code", "adminLevel": "admin_level", "numPresentIdpInd": "idps",
         "reportingDate": "date", "yearReportingDate": "year", "monthReportingDate": "month",
         "roundNumber": "round", "displacementReason": "reason", "numberMales": "males",
         "numberFemales": "females", "idpOriginAdmin1Name": "origin", "idpOriginAdmin1Pcode": "origin",
         "assessmentType": "assessment_type", "operationStatus": "status"}, 1),
    "DTM Sudan master list": (
        {"STATE OF DISPLACEMENT": "adm1_name", "STATE CODE": "adm1_code", "LOCALITY OF DISPLACEMENT": "adm2_name",
         "LOCALITY_ CODE": "adm2_code", "IDPs": "idps", "HHs": "households"}, 4),
    "DTM Nigeria": (
        {"state of displacement": "adm1_name", "lga name": "adm2_name", "ward name": "adm3_name",
         "site name": "site_name", "estimated number of idps": "idps", "estimate ind ward": "individuals",
         "estimate hh ward": "households", "idp households": "idp_households"}, 1),
    "Mali rapid response alerts, by event": (
        {"Date_evenement": "date", "Effectifs_Estimatif_des_menages": "households", "Admin1_Nam": "adm1_name",
         "Pcode_Ad_1": "adm1_code", "Admin2_Nam": "adm2_name", "Pcode_Ad_2": "adm2_code"}, 1),
    "Mali rapid response alerts, by cercle": (
        {"Région d'accueil": "adm1_name", "Cercle d'accueil": "adm2_name", "Ménages affectés": "households",
         "Nombre Alertes": "alerts", "PCode Région": "adm1_code", "PCode Cercle": "adm2_code"}, 1),
    "Burkina Faso alerts": (
        {"alerte_id": "id", "choc_date": "date", "type_choc": "reason", "region_arrivee": "adm1_name",
         "commune_arrivee": "adm3_name", "commune_arrivee_pcode": "adm3_code", "origine_region": "origin",
         "origine_commune": "origin", "origine_commune_pcode": "origin", "pdi_menages": "idp_households",
         "pdi_personnes": "idps", "hommes": "males", "femmes": "females"}, 1),
    "UNHCR PRMN Somalia (OCHA-DAP/hdx-scraper-hornafrica-viz)": (
        {"Month End": "date", "Year Week": X, "Current (Arrival) Region": "adm1_name",
         "Current (Arrival) District": "adm2_name", "Previous (Departure) Region": "origin",
         "Previous (Departure) District": "origin", "Reason": "reason", "Current (Arrival) Priority Need": X,
         "Number of Individuals": "individuals"}, 1),
    "Ethiopia displacement": (
        {"Region": "adm1_name", "Region p-code": "adm1_code", "Zone": "adm2_name", "Zone p-code": "adm2_code",
         "Woreda": "adm3_name", "Woreda p-code": "adm3_code", "IDP estimates": "idps"}, 1),
    "HAPI IDPs (OCHA-DAP/hdx-scraper-iom-dtm)": (
        {"location_code": "adm0_code", "admin_level": "admin_level", "operation": "operation",
         "assessment_type": "assessment_type", "population": "population", "reporting_round": "round",
         "reference_period_start": "date_start", "reference_period_end": "date_end", "dataset_hdx_id": "id",
         "resource_hdx_id": "id", "warning": X, "error": X}, 1),
    "FTS flows (OCHA-DAP/hdx-scraper-fts)": (
        {"date": "date", "budgetYear": X, "description": X, "amountUSD": "amount", "srcOrganization": "donor",
         "srcOrganizationTypes": X, "srcLocations": X, "srcUsageYearStart": X, "srcUsageYearEnd": X,
         "destPlan": "plan_name", "destPlanCode": "plan_code", "destPlanId": "id", "destOrganization": "org_name",
         "destOrganizationTypes": "org_type", "destGlobalClusters": "sector", "destLocations": "adm0_name",
         "destProject": X, "destProjectCode": X, "destEmergency": X, "destUsageYearStart": X, "destUsageYearEnd": X,
         "contributionType": X, "flowType": X, "method": X, "boundary": "boundary", "onBoundary": X,
         "status": "status", "firstReportedDate": X, "decisionDate": X, "keywords": X, "originalAmount": X,
         "originalCurrency": X, "exchangeRate": X, "id": "id", "refCode": X, "createdAt": X, "updatedAt": X}, 1),
    "FTS requirements by cluster (OCHA-DAP/hdx-scraper-fts)": (
        {"countryCode": "adm0_code", "id": "id", "name": "plan_name", "code": "plan_code", "startDate": "date_start",
         "endDate": "date_end", "year": "year", "clusterCode": X, "cluster": "sector",
         "requirements": "requirements", "funding": "funding", "percentFunded": "pct_funded"}, 1),
    "HAPI funding (OCHA-DAP/hdx-scraper-fts)": (
        {"location_code": "adm0_code", "has_hrp": X, "in_gho": X, "appeal_code": "plan_code",
         "appeal_name": "plan_name", "appeal_type": X, "requirements_usd": "requirements", "funding_usd": "funding",
         "funding_pct": "pct_funded", "reference_period_start": "date_start", "reference_period_end": "date_end"}, 1),
    "HNO / HPC (OCHA-DAP/hdx-scraper-hno)": (
        {"Country ISO3": "adm0_code", "Admin 1 PCode": "adm1_code", "Admin 1 Name": "adm1_name",
         "Admin 2 PCode": "adm2_code", "Admin 2 Name": "adm2_name", "Admin 5 Name": X, "Description": X,
         "Cluster": "sector", "Category": "category", "Population": "population", "In Need": "in_need",
         "Targeted": "targeted", "Affected": "affected", "Reached": "reached", "Info": X}, 1),
    "HAPI food security (OCHA-DAP/hapi-sqlalchemy-schema)": (
        {"location_code": "adm0_code", "admin1_name": "adm1_name", "ipc_phase": "ipc_phase", "ipc_type": "ipc_type",
         "population_in_phase": "population_in_phase", "population_fraction_in_phase": "fraction_in_phase"}, 1),
    "Cadre Harmonise workbook": (
        {"adm0_name": "adm0_name", "adm0_pcod2": "adm0_code", "adm0_pcod3": X, "adm1_name": "adm1_name",
         "adm1_pcod2": "adm1_code", "adm2_name": "adm2_name", "adm2_pcod2": "adm2_code", "exercise_code": X,
         "exercise_label": X, "exercise_year": X, "chtype": "ch_type", "reference_code": X,
         "reference_label": "reference_label", "reference_year": "reference_year", "population": "population",
         "phase_class": "phase_class", "phase1": "phase1", "phase2": "phase2", "phase3": "phase3",
         "phase4": "phase4", "phase5": "phase5", "phase35": "phase35", "usethisperiod": "use_period",
         "adm1_gaulcode": X}, 1),
    "Global P-codes (OCHA-DAP/hdx-scraper-iom-dtm)": (
        {"Location": "adm0_code", "Admin Level": "admin_level", "P-Code": "place_code", "Name": "place_name",
         "Parent P-Code": "parent_code", "Valid from date": X}, 1),
    "Mali DTM baseline, as it may be": (
        {"Région": "adm1_name", "Cercle": "adm2_name", "Commune": "adm3_name", "Site/Village": "site_name",
         "Nb ménages": "households", "Nb individus": "individuals"}, 3),
    "Mali DTM baseline, in English": (
        {"Region": "adm1_name", "Cercle": "adm2_name", "Commune": "adm3_name", "Site/Village": "site_name",
         "No. of households": "households", "No. of individuals": "individuals"}, 1),
    "A French funding table": (
        {"Secteur": "sector", "Financement requis (USD)": "requirements", "Financement confirmé (USD)": "funding",
         "Taux de financement": "pct_funded", "Date de mise à jour": "date"}, 2),
    "A French 3W with beneficiaries": (
        {"Organisation responsable": "org_name", "Bailleur de fonds": "donor", "Secteur d'intervention": "sector",
         "Sous-cluster": X, "Région": "adm1_name", "Cercle": "adm2_name", "Bénéficiaires ciblés": "targeted",
         "Bénéficiaires atteints": "reached", "Statut": "status", "Date de début": "date_start",
         "Date de fin": "date_end"}, 1),
}  # fmt: skip
"""Columns with their roles, and the row that the header stands in."""

TAGS = {
    "Niger 3W": "#org+name #org+acronym #org+type #sector #adm1+name #adm2+name",
    "Burkina Faso 3W, sheet MATRICE": "#org+name #sector #adm1+name #adm2+name",
    "DTM Nigeria": "#adm3+name #loc+name #site+name #affected+idps+ind #affected+idps+hh",
}
TAG_ROLES = {
    "Niger 3W": ("org_name", "org_acronym", "org_type", "sector", "adm1_name", "adm2_name"),
    "Burkina Faso 3W, sheet MATRICE": ("org_name", "sector", "adm1_name", "adm2_name"),
    "DTM Nigeria": ("adm3_name", "site_name", X, "idps", "idp_households"),
}
