module my_losses

go 1.21
