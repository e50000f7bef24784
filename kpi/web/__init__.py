"""The server round the screen: routes, middleware, start and stop, all plain ASGI.

Refuses to know the page framework: what is needed of it are the files it has installed.
"""
