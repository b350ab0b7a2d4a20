using Actors.Gateway;
using Actors.Gateway.Health;

if (args is [HealthProbe.Verb, ..])
{
    return await HealthProbe.Run(args, rest => GatewayHosting.Urls(WebApplication.CreateBuilder(rest).Configuration));
}

return await GatewayProcess.Run(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    // Before the logging that is configured, whose format it would replace.
    builder.Services.AddSystemd();
    builder.AddClusterClient();
    builder.AddActorsGateway();
    builder.AddGatewayTelemetry();

    ListeningPorts.Check(builder.Configuration);
    var app = builder.Build();
    app.MapActorsGateway();
    await app.RunAsync();
});
