"""The words of a page as linkers read them: passages, tokens, their base forms, labels in them."""
