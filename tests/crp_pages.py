"""Pages in the layouts of the platform, with words of our own: 2021, 2022, November 2023, 2025, and French."""

OBJECTIVE = """Objective 1 - Saving lives and protecting people on the move
Objective
Saving lives and protecting people on the move

$7,100,000
Funding required
390,000
People Targeted
390,000
Entities Targeted
Internally displaced person, International migrant, Local population / community
Primary target groups
Description of People and Entities Targeted

Help goes to people in the central and northern parts of the country, first of all to those with special needs.

Funding confirmed 7%
93% Funding gap

"""
SHELTER = """Shelter and settlements

Tents and household items go first to those who fled most recently, in the regions of Mopti and Gao:

  • Stocks are kept ready in warehouses so that families get help within days of an alert.
  • Builders are trained to put up shelters that withstand wind.
Funding required
$4,000,000
Funding confirmed
$280,000
Last updated: 29 Jan 2021
Plan types
7%
Funding confirmed
93%
Funding gap

"""
HEALTH = """Health support

Clinics near displacement sites receive medicines and training, across Mali.

  • Nurses learn to spot outbreaks early.
Funding required
$3,100,000
Plan types
"""

Y2021 = (
    """Mali Crisis Response Plan 2021

Mali Crisis Response Plan 2021

Last updated: January 29 2021
$15,300,000
Funding required
7,100,000
People in need
670,300
People Targeted

IOM Vision

A vision in one sentence, written for this test and long enough to be a paragraph.

"""
    + OBJECTIVE
    + SHELTER
    + HEALTH
)

Y2022 = (
    """Mali Crisis Response Plan 2022

CRP last updated: December 15 2021
Funding last updated: April 02 2023
$17,513,700
Funding required
550,000
People Targeted

IOM Vision

A vision in one sentence, written for this test and long enough to be a paragraph.

"""
    + OBJECTIVE
    + SHELTER
    + HEALTH
)

Y2023_NOVEMBER = """Mali Crisis Response Plan 2023 - 2024

Last updated: November 27 2023
Funding required
People in need
People Targeted

IOM Vision

A vision in one sentence, written for this test and long enough to be a paragraph.

Key Operating Modalities
Participation and empowerment Conflict sensitivity Integrated Programming
Cross-cutting priorities
Data and evidence Protection Mainstreaming Gender Equality

Objective 1 - Saving lives and protecting people on the move
Saving lives and protecting people on the move

Funding required
People Targeted
Entities Targeted
Internally displaced person, Local population / community
Primary target groups
Description of People and Entities Targeted

In this version no amount is printed anywhere; the help goes to those who need it most.
"""

Y2025 = """Mali Crisis Response Plan 2025 - 2026

CRP last updated: April 17 2025
$32,353,500
Funding required
6,400,000
People in need
273,000
People Targeted
25
Entities targeted

A paragraph stands here without any heading, and it says what the mission wants to do in two years.

Children wash their hands in Sarema, Mopti region. © IOM Mali 2024

INFORM Risk

7.1, Very high

INFORM Severity

5, Very high

Human Development Index

188 of 193, Low

State of Fragility High fragility

Another paragraph without a heading tells of the crisis, its causes and those who are hit hardest by it.

Objective
Saving lives and protecting people on the move

$20,000,000
Funding required
200,000
People Targeted
12
Entities Targeted
Internally displaced person, Returnee
Primary target groups

Objective
Facilitating pathways for regular migration

$12,353,500
Funding required
73,000
People Targeted

Border management

Officers at border posts are trained and equipped so that people cross safely and in dignity.

Funding required
$12,353,500
Plan types
"""

FRENCH = """Plan de réponse à la crise au Niger 2024

Dernière mise à jour : 3 février 2024
Mise à jour du financement : 1er mars 2024
4 000 000 $US
Financement requis
1 200 000
Personnes dans le besoin
90 000
Personnes ciblées

Vision de l’OIM

Une vision en une phrase, écrite pour cet essai et assez longue pour être un paragraphe.

Objectif 1 – Sauver des vies et protéger les personnes en mouvement
Objectif
Sauver des vies et protéger les personnes en mouvement

4 000 000 $US
Financement requis
90 000
Personnes ciblées
Personnes déplacées internes, Migrants internationaux
Groupes cibles principaux
Description des personnes et entités ciblées

L’aide va aux personnes les plus vulnérables, d’abord aux femmes et aux enfants qui ont fui leur foyer.

Financement confirmé 25%
75% Déficit de financement

Abris et établissements

Des abris et des articles ménagers sont remis aux familles, à l’échelle nationale :

  • Des tentes sont distribuées aux familles qui viennent d’arriver.
Financement requis
4 000 000 $US
Financement confirmé
1 000 000 $US
Dernière mise à jour : 28 février 2024
Type de plan
25%
Financement confirmé
75%
Déficit de financement
"""

PAGES = {"2021": Y2021, "2022": Y2022, "2023-11": Y2023_NOVEMBER, "2025": Y2025, "fr": FRENCH}
