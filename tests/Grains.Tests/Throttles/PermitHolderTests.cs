using Actors.Grains.Throttles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

public sealed class PermitHolderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_desk_is_dropped_when_nobody_has_wanted_anything_there_for_a_while_and_made_again()
    {
        var time = new FakeTimeProvider();
        await using var silo = await TestSilo.Start(new Dictionary<string, string?>(StringComparer.Ordinal), time);
        var permits = silo.Services.GetRequiredService<PermitHolder>();
        await Exchange(permits, "first");
        Assert.Equal(1, permits.Desks);
        var idle = TimeSpan.Zero;
        while (permits.Desks > 0)
        {
            Assert.InRange(idle, TimeSpan.Zero, PermitHolder.KeepIdle * 3);
            time.Advance(LeaseTerm.RenewEvery);
            idle += LeaseTerm.RenewEvery;
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel);
        }

        Assert.InRange(idle, PermitHolder.KeepIdle, TimeSpan.MaxValue);
        await Exchange(permits, "second");
        Assert.Equal(1, permits.Desks);
    }

    private static async Task Exchange(PermitHolder permits, string ticket)
    {
        var request = new PermitRequest { Ticket = ticket, Subject = ticket, Flows = [] };
        var permit = await permits.Acquire("http://x.test:80", request, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await permit.Complete(new ExchangeSignal(HostSignal.Success));
    }
}
