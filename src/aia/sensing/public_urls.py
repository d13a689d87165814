"""Addresses that anybody may open, all under `s/`: short, they are read aloud and typed.

Those of a sensor's own people come twice: signed in, and with the sensor's own link (`key`).
"""

from django.urls import path

from aia.sensing.views import poster, public, public_app, receipt, saying, sensor_own, training

app_name = "doors"

urlpatterns = [
    path("s/worker.js", public_app.worker, name="worker"),
    path("s/words.json", public_app.words, name="words"),
    path("s/offline/", public_app.offline, name="offline"),
    path("s/receipt/", receipt.Receipt.as_view(), name="receipt"),
    path("s/mine/", saying.mine_list, name="mine"),
    path("s/mine/new/", saying.SayForMyself.as_view(), name="say_mine"),
    path("s/mine/<uuid:notice_id>/", saying.Mine.as_view(), name="my_notice"),
    path("s/written/", saying.WriteDown.as_view(), name="write_down"),
    path("s/sensors/", sensor_own.mine, name="my_sensors"),
    path("s/<slug:sensor_code>/", public.Door.as_view(), name="door"),
    path("s/<slug:sensor_code>/app.webmanifest", public_app.manifest, name="manifest"),
    path("s/<slug:sensor_code>/ours/", sensor_own.Ours.as_view(), name="ours_signed"),
    path("s/<slug:sensor_code>/training/", training.Training.as_view(), name="training_signed"),
    path("s/<slug:sensor_code>/poster.pdf", poster.Poster.as_view(), name="poster_signed"),
    path("s/<slug:sensor_code>/card.pdf", poster.Card.as_view(), name="card_signed"),
    path("s/<slug:sensor_code>/ours/<str:own_key>/", sensor_own.Ours.as_view(), name="ours"),
    path(
        "s/<slug:sensor_code>/training/<str:own_key>/", training.Training.as_view(), name="training"
    ),
    path("s/<slug:sensor_code>/poster/<str:own_key>.pdf", poster.Poster.as_view(), name="poster"),
    path("s/<slug:sensor_code>/card/<str:own_key>.pdf", poster.Card.as_view(), name="card"),
]
