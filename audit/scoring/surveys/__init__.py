"""What auditors saw beside what guests said: a survey's scores, and each branch's two estimates together."""

from audit.scoring.surveys.comparing import beside_survey
from audit.scoring.surveys.documents import survey_document
from audit.scoring.surveys.reading import Survey, SurveyOptions, read_survey, survey_sums_from
from audit.scoring.surveys.results import BesideSurvey, BranchBeside, Together
from audit.scoring.surveys.telling import tell_survey

__all__ = [
    "BesideSurvey",
    "BranchBeside",
    "Survey",
    "SurveyOptions",
    "Together",
    "beside_survey",
    "read_survey",
    "survey_document",
    "survey_sums_from",
    "tell_survey",
]
