"""The Pipeline page: deals on a board of the seven steps or in a list, one deal at the right."""

from ui.desktop.pages.pipeline.page import PipelinePage

__all__ = ["PipelinePage"]
