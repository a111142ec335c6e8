"""The map: where a day's stops lie, over land, water, boundaries and names from the shipped base map.

view = MapView(theme); view.set_stops([...]); view.set_legs([...]); view.fit_to_stops()
"""

from ui.desktop.widgets.map.data import MapLeg, MapStop, StopState
from ui.desktop.widgets.map.view import MapView

__all__ = ["MapLeg", "MapStop", "MapView", "StopState"]
