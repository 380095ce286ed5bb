"""The addresses as they are where the demo is on, whatever the tests were started with."""

from django.urls import include, path

from roth.config import urls

urlpatterns = [path("", include("roth.demo.urls")), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
