"""Small helpers of the Makefile. Refuses to be part of the product: kpi never imports it."""
