"""What the comparison's pages show: frozen values, ready for the templates of `templates/compare`."""
