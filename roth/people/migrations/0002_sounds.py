"""Names are found by how they sound too: the sound of each word that is kept."""

from django.db import migrations, models

from roth.domain.likeness import sounds_like
from roth.people.names import word_of_key


def write_sounds(apps, schema_editor):
    """Give each word its sound."""
    words = apps.get_model("people", "SearchWord").objects
    for key in list(words.values_list("word", flat=True).distinct()):
        sound = sounds_like(word_of_key(key))
        if sound:
            words.filter(word=key).update(sound=sound)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(model_name="searchword", name="sound", field=models.CharField(blank=True, max_length=12)),
        migrations.RunPython(write_sounds, migrations.RunPython.noop),
    ]
