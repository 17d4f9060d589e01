#!/usr/bin/python3
"""A browser around WebKitGTK that keeps its profile in a folder, for WebKitWebDriver to drive.

WebKitGTK's own MiniBrowser forgets everything when it is driven, so that nothing could be seen of what outlives a kill.
Arguments: the profile's folder, the User-Agent.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

# The page then asks for less motion, as the other browsers of the tests do: without a graphics card it costs most of a core.
Gtk.Settings.get_default().set_property("gtk-enable-animations", False)

folder, agent = sys.argv[1], sys.argv[2]
data = WebKit2.WebsiteDataManager(base_data_directory=folder + "/data", base_cache_directory=folder + "/cache")
data.get_cookie_manager().set_persistent_storage(folder + "/cookies", WebKit2.CookiePersistentStorage.SQLITE)
context = WebKit2.WebContext(website_data_manager=data)


def new_view(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_user_agent(agent)
    window = Gtk.Window(default_width=1280, default_height=800)
    window.add(view)
    window.show_all()
    return view


def started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("holdfast-tests")
    session.set_application_info(info)
    session.connect("create-web-view", new_view)


context.connect("automation-started", started)
context.set_automation_allowed(True)
Gtk.main()
