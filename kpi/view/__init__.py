"""View models: what each page and each file says, as ready strings.

Refuses Streamlit and refuses to compute: numbers come from compare, words from i18n.
"""
