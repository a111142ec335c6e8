"""Imports every room, so that tables, acts and search are complete wherever a store is opened."""

import sfa.accounts.acts
import sfa.accounts.model
import sfa.activities.acts
import sfa.activities.events
import sfa.activities.model
import sfa.activities.timeline
import sfa.catalog.acts
import sfa.catalog.model
import sfa.exchange.acts
import sfa.exchange.model
import sfa.leads.model
import sfa.people.acts
import sfa.people.model
import sfa.pipeline.acts
import sfa.pipeline.model
import sfa.pipeline.timeline
import sfa.quotes.acts
import sfa.quotes.model
import sfa.quotes.timeline
import sfa.store.events
import sfa.store.tables
import sfa.territories.acts
import sfa.territories.model
import sfa.visits.acts
import sfa.visits.model

LISTENERS: dict[type[sfa.store.events.Event], tuple[sfa.store.events.Listener, ...]] = {
    sfa.activities.events.ActivityMoved: (sfa.visits.acts.follow_activity,),
}
"""Who writes along when something happens; the workspace hands them to the store."""
