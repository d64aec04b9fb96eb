"""Who may sign in, and as what."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from openimr_server.access.permissions import May
from openimr_server.actions.people import NewAccount, add_person
from openimr_server.actions.refusal import Refusal
from openimr_server.models import Role, User

from .gate import SignedIn, page


class NewPerson(forms.Form):
    email = forms.EmailField(label="E-mail address")
    name = forms.CharField(label="Name", max_length=150)
    role = forms.ChoiceField(label="Role", choices=Role.choices)
    reviewer_code = forms.CharField(
        label="Reviewer id", max_length=24, required=False, help_text="As in the roster; for reviewers only."
    )
    password = forms.CharField(label="First password", widget=forms.PasswordInput, min_length=12)


@page(May.MANAGE_USERS)
def people(request: SignedIn) -> HttpResponseBase:
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_person(request.user, NewAccount(**form.cleaned_data), at=timezone.now())
        except Refusal as wrong:
            form.add_error(wrong.field or None, wrong.says)
        else:
            messages.success(request, "Added.")
            return redirect("people")
    status = 422 if request.method == "POST" else 200
    shown = {"form": form, "people": User.objects.order_by("role", "email")}
    return render(request, "people.html", shown, status=status)
