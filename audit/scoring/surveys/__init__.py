"""What auditors saw beside what guests said: a survey's scores, and each branch's two estimates together."""

from audit.scoring.surveys.comparing import beside_survey
from audit.scoring.surveys.reading import Survey, SurveyOptions, read_survey, survey_sums_from
from audit.scoring.surveys.results import BesideSurvey, BranchBeside, Together

__all__ = [
    "BesideSurvey",
    "BranchBeside",
    "Survey",
    "SurveyOptions",
    "Together",
    "beside_survey",
    "read_survey",
    "survey_sums_from",
]
