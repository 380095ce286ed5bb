"""Calendar files for meetings (RFC 5545 and 5546): invitations, changes and cancellations out, replies in.

A calendar is seen by whoever sees the screen, so it names no young person and gives no reason. Needs no database.
"""
