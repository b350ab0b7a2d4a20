using System.Collections.Immutable;
using System.Threading.Channels;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace Actors.Grains.Tests.Throttles;

/// <summary>A silo whose grains live on a clock that only tests move; no exchange is ever sent.</summary>
public sealed class ThrottleFixture : IAsyncLifetime
{
    private TestSilo? _silo;

    public FakeTimeProvider Time { get; } = new();

    public IGrainFactory Grains => _silo!.Grains;

    public IGrainStorage Stored => _silo!.Stored;

    /// <summary>http://tN.test:80 has a cap of 2; http://rate.test:80 allows 10 a second; http://learn.test:80 finds its rate.</summary>
    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var n = 0; n < 20; n++)
        {
            settings[$"Origins:t{n}:FlagUrl"] = $"http://t{n}.test/{{cc}}";
            settings[$"Origins:t{n}:MaxConcurrency"] = "2";
        }

        settings["Origins:learn:FlagUrl"] = "http://learn.test/{cc}";
        settings["Origins:learn:MaxConcurrency"] = "100";
        settings["Origins:learn:Learn"] = "true";
        settings["Origins:rate:FlagUrl"] = "http://rate.test/{cc}";
        settings["Origins:rate:MaxConcurrency"] = "100";
        settings["Origins:rate:RequestsPerSecond"] = "10";
        _silo = await TestSilo.Start(settings, Time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
    }

    /// <summary>A silo as a throttle sees it; keeps what it was granted.</summary>
    internal sealed class Holder : IPermitHolder
    {
        private readonly Channel<PermitGrant> _granted = Channel.CreateUnbounded<PermitGrant>();
        private readonly Channel<PermitRefusal> _refused = Channel.CreateUnbounded<PermitRefusal>();

        private Holder(IThrottleGrain throttle) => Throttle = throttle;

        public IThrottleGrain Throttle { get; }

        public IPermitHolder Self { get; private set; } = null!;

        public string Name { get; } = Guid.NewGuid().ToString("n");

        public int Pushed => _granted.Reader.Count;

        public static Holder Of(ThrottleFixture fixture, string authority)
        {
            var holder = new Holder(fixture.Grains.GetGrain<IThrottleGrain>(authority));
            holder.Self = fixture.Grains.CreateObjectReference<IPermitHolder>(holder);
            return holder;
        }

        public Task Decided(string authority, PermitAnswer answer)
        {
            foreach (var grant in answer.Grants)
            {
                _granted.Writer.TryWrite(grant);
            }

            foreach (var refusal in answer.Refusals)
            {
                _refused.Writer.TryWrite(refusal);
            }

            return Task.CompletedTask;
        }

        public async Task<ImmutableArray<PermitGrant>> Ask(params string[] tickets) => (await Request(1, tickets)).Grants;

        /// <param name="attempt">Above 1 = retries.</param>
        public Task<PermitAnswer> Request(int attempt, params string[] tickets) => Throttle.Settle(Name, Self, [], [.. tickets.Select(
            (ticket, rank) => new PermitRequest
            {
                Ticket = ticket, Subject = ticket, Flows = [new Flow("h", 100)], Rank = rank, Attempt = attempt,
            })]);

        public Task<RenewAnswer> Renew(IEnumerable<string> leases, params string[] tickets) =>
            Throttle.Renew(Name, Self, [.. leases], [.. tickets]);

        public async Task<ImmutableArray<PermitGrant>> Complete(string lease, ExchangeSignal signal) =>
            (await Throttle.Settle(Name, Self, [new PermitReturn(lease, signal)], [])).Grants;

        /// <summary>The next refusal that is pushed.</summary>
        public async Task<PermitRefusal> NextRefused() => await _refused.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        /// <summary>The next grant that is pushed.</summary>
        public async Task<PermitGrant> Next() => await _granted.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
