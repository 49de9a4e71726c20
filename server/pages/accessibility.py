"""The accessibility statement, as the Web Accessibility Directive (EU) 2016/2102 wants one."""

from flask import render_template


def accessibility() -> str:
    """The page that says how accessible the site is, and to whom to turn."""
    return render_template("accessibility.html")
