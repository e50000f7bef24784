"""The screen: Streamlit and nothing but Streamlit.

Refuses to compute, to word and to format: it places what the view models give.
"""
