"""What one person proposes and another approves: to hand out or erase a person's data, over all services."""
