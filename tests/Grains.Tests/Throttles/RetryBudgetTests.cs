using Actors.Grains.Throttles;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

public sealed class RetryBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_empty_budget_delays_until_time_or_success_has_earned_a_retry()
    {
        var budget = new RetryBudget(_time);
        for (var n = 0; n < RetryBudget.Limit; n++)
            Assert.True(budget.Take());
        Assert.False(budget.Take());
        Assert.Equal(TimeSpan.FromSeconds(0.5), budget.Delay);

        _time.Advance(budget.Delay);
        Assert.True(budget.Take());
        Assert.False(budget.Take());

        budget.Succeeded();
        Assert.False(budget.Take());
        budget.Succeeded();
        Assert.Equal(TimeSpan.Zero, budget.Delay);
        Assert.True(budget.Take());
    }

    [Fact]
    public void Nothing_is_saved_up_beyond_the_limit()
    {
        var budget = new RetryBudget(_time);
        _time.Advance(TimeSpan.FromDays(1));
        for (var n = 0; n < 1000; n++)
            budget.Succeeded();

        Assert.Equal(RetryBudget.Limit, budget.Left);
    }

    [Theory]
    [InlineData(3, 10, 23)]
    [InlineData(0, 0, 0)]
    [InlineData(50, -3600, 50)]
    [InlineData(50, 3600, RetryBudget.Limit)]
    public void A_restart_gives_nothing_away(double left, int secondsAgo, int expected)
    {
        var budget = new RetryBudget(_time);
        budget.Restore(left, TimeSpan.FromSeconds(secondsAgo));

        Assert.Equal(expected, budget.Left);
    }

    [Fact]
    public void One_failure_in_four_is_never_delayed_for_long()
    {
        var (budget, waits) = (new RetryBudget(_time), 0);
        for (var exchange = 0; exchange < 10_000; exchange++)
        {
            if (exchange % 4 != 3)
                budget.Succeeded();
            else if (!budget.Take())
                waits++;
        }

        Assert.Equal(0, waits);
    }
}
