"""Task Master with an account and some tasks in it, to try things on."""

from taskmaster import create_app
from taskmaster.auth import services as accounts
from taskmaster.tasks import services as tasks

app = create_app()

with app.app_context():
    ada = accounts.register("ada", "correct horse")
    tasks.add_task(ada, title="Buy milk")
    tasks.add_task(ada, title="Call grandmother")
